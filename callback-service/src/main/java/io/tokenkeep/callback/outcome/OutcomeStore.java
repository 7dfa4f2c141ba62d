package io.tokenkeep.callback.outcome;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.callback.page.OutcomeWebPages;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The folded outcome of each authorization, as the bytes of its record. The page of a consent that waits for its confirmation is
 * promised until the wait is over, and as long after that as any other page, so that its person also finds the result. At the bound
 * the outcome is removed whose page is promised no longer, the one with the earliest end first; otherwise the oldest outcome of the
 * link with most, so that a flood by one link costs only its own pages. While the topic is read for the first time, outcomes whose
 * page is promised no longer are not held. Thread-safe.
 */
public final class OutcomeStore implements TopicStore<AuthorizationOutcome> {

    /** The longest time for which a link lets a consent wait for its confirmation: {@code ConnectLink.confirmWithinHours}. */
    static final Duration LONGEST_WAIT = Duration.ofDays(6);

    private static final Comparator<Held> BY_PROMISE =
            Comparator.comparing((Held held) -> held.promisedUntil).thenComparingLong(held -> held.place);

    private final Limits limits;
    private final InstantSource clock;
    private final BiConsumer<AuthorizationOutcome, Instant> listener;
    private final Map<String, Held> outcomes = new HashMap<>();
    private final NavigableSet<Held> byPromise = new TreeSet<>(BY_PROMISE);
    private final LargestGroup byLink = new LargestGroup();
    private volatile boolean caughtUp;
    private long added;
    private long dropped;
    private @Nullable Instant lastDropped;

    /**
     * The bounds of the store.
     *
     * @param outcomes the largest number of outcomes
     * @param promised how long the page of an outcome is promised, from the time of its record
     */
    public record Limits(int outcomes, Duration promised) {}

    /**
     * One outcome; {@code place} is the first record's among the authorizations, {@code readAt} this machine's time of the last
     * record.
     */
    private static final class Held {
        private final String authorizationId;
        private final byte[] record;
        private final String link;
        private final long place;
        private final Instant promisedUntil;
        private final Instant readAt;

        Held(
                String authorizationId,
                AuthorizationOutcome outcome,
                String link,
                long place,
                Instant promisedUntil,
                Instant readAt) {
            this.authorizationId = authorizationId;
            this.record = Topics.AUTHORIZATION_OUTCOMES.codec().encode(outcome);
            this.link = link;
            this.place = place;
            this.promisedUntil = promisedUntil;
            this.readAt = readAt;
        }

        AuthorizationOutcome outcome() {
            try {
                return Topics.AUTHORIZATION_OUTCOMES.codec().decode(record);
            } catch (UnreadableRecordException e) {
                throw new IllegalStateException("What was written here cannot be read", e);
            }
        }
    }

    /** {@code listener} gets every outcome that is added, with the time at which the broker wrote it. */
    public OutcomeStore(Limits limits, InstantSource clock, BiConsumer<AuthorizationOutcome, Instant> listener) {
        this.limits = limits;
        this.clock = clock;
        this.listener = listener;
    }

    /** Registers gauges: outcomes whose page is still promised, and outcomes that were removed early. */
    public void register(MeterRegistry registry) {
        Gauge.builder("tokenkeep.callback.outcomes.promised", this, OutcomeStore::promised)
                .register(registry);
        Gauge.builder("tokenkeep.callback.outcomes.dropped", this, OutcomeStore::dropped)
                .register(registry);
    }

    public Optional<AuthorizationOutcome> find(String authorizationId) {
        return Optional.ofNullable(held(authorizationId)).map(Held::outcome);
    }

    /** When this instance read the last record about the authorization, by its own clock. */
    Instant readAt(String authorizationId) {
        Held held = held(authorizationId);
        return held == null ? Instant.EPOCH : held.readAt;
    }

    private synchronized @Nullable Held held(String authorizationId) {
        return outcomes.get(authorizationId);
    }

    @Override
    public void add(String authorizationId, AuthorizationOutcome outcome, RecordPlace place) {
        listener.accept(outcome, place.writtenAt());
        Instant until = promisedUntil(outcome, place.writtenAt());
        Instant now = clock.instant();
        synchronized (this) {
            Held before = outcomes.get(authorizationId);
            if (before != null) {
                AuthorizationOutcome folded = OutcomeFold.fold(before.outcome(), outcome);
                Instant later = until.isAfter(before.promisedUntil) ? until : before.promisedUntil;
                byPromise.remove(before);
                hold(new Held(authorizationId, folded, before.link, before.place, later, now));
            } else if (caughtUp || now.isBefore(until)) {
                Held first = new Held(authorizationId, outcome, link(outcome), added++, until, now);
                hold(first);
                byLink.add(first.link, authorizationId);
                if (outcomes.size() > limits.outcomes) {
                    makeRoom(now);
                }
            }
        }
    }

    private Instant promisedUntil(AuthorizationOutcome outcome, Instant writtenAt) {
        Instant known = writtenAt;
        Instant waitingUntil = outcome.getWaitingUntil();
        if (waitingUntil != null && OutcomeWebPages.awaitsConfirmation(outcome) && waitingUntil.isAfter(writtenAt)) {
            Instant longest = writtenAt.plus(LONGEST_WAIT);
            known = waitingUntil.isBefore(longest) ? waitingUntil : longest;
        }
        return known.plus(limits.promised);
    }

    private void hold(Held held) {
        outcomes.put(held.authorizationId, held);
        byPromise.add(held);
    }

    private void makeRoom(Instant now) {
        Held leaving = byPromise.first();
        if (now.isBefore(leaving.promisedUntil)) {
            dropped++;
            lastDropped = now;
            Held removed = outcomes.remove(byLink.removeFromLargest());
            if (removed != null) {
                byPromise.remove(removed);
            }
        } else {
            outcomes.remove(leaving.authorizationId);
            byPromise.remove(leaving);
            byLink.remove(leaving.link, leaving.authorizationId);
        }
    }

    @Override
    public int limit() {
        return limits.outcomes;
    }

    @Override
    public synchronized CheckResult check() {
        return lastDropped != null && clock.instant().isBefore(lastDropped.plus(limits.promised))
                ? CheckResult.failed("more outcomes came than outcomes.limit: " + dropped
                        + " left before their time, of the links that had most")
                : CheckResult.ok();
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return outcomes.size();
    }

    /** The number of held outcomes whose page is still promised. */
    synchronized long promised() {
        Instant now = clock.instant();
        return outcomes.values().stream()
                .filter(held -> now.isBefore(held.promisedUntil))
                .count();
    }

    synchronized long dropped() {
        return dropped;
    }

    /** All outcomes without a link are one group, because anybody can make any number of them. */
    private static String link(AuthorizationOutcome outcome) {
        return outcome.getLink() == null ? "" : outcome.getLink();
    }
}
