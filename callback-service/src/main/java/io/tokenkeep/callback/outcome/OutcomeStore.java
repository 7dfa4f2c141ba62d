package io.tokenkeep.callback.outcome;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The folded outcome of each authorization, as the bytes of its record. At the bound the oldest outcome is removed if its page is
 * no longer promised; otherwise the oldest outcome of the link with most, so that a flood by one link costs only its own pages.
 * Thread-safe.
 */
public final class OutcomeStore implements TopicStore<AuthorizationOutcome> {

    private final Limits limits;
    private final InstantSource clock;
    private final BiConsumer<AuthorizationOutcome, Instant> listener;
    private final Map<String, Held> outcomes = new LinkedHashMap<>();
    private final LargestGroup byLink = new LargestGroup();
    private volatile boolean caughtUp;
    private long dropped;
    private @Nullable Instant lastDropped;

    /**
     * The bounds of the store.
     *
     * @param outcomes the largest number of outcomes
     * @param promised how long the page of an outcome is promised
     */
    public record Limits(int outcomes, Duration promised) {}

    /**
     * One outcome; {@code writtenAt} is the broker's time of the first record of its authorization, {@code readAt} this machine's
     * time of the last one.
     */
    private static final class Held {
        private final byte[] record;
        private final String link;
        private final Instant writtenAt;
        private final Instant readAt;

        Held(AuthorizationOutcome outcome, String link, Instant writtenAt, Instant readAt) {
            this.readAt = readAt;
            this.record = Topics.AUTHORIZATION_OUTCOMES.codec().encode(outcome);
            this.link = link;
            this.writtenAt = writtenAt;
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
        synchronized (this) {
            Held before = outcomes.get(authorizationId);
            if (before != null) {
                AuthorizationOutcome folded = OutcomeFold.fold(before.outcome(), outcome);
                outcomes.put(authorizationId, new Held(folded, before.link, before.writtenAt, clock.instant()));
                return;
            }
            String link = link(outcome);
            outcomes.put(authorizationId, new Held(outcome, link, place.writtenAt(), clock.instant()));
            byLink.add(link, authorizationId);
            if (outcomes.size() > limits.outcomes) {
                makeRoom();
            }
        }
    }

    private void makeRoom() {
        Map.Entry<String, Held> oldest = outcomes.entrySet().iterator().next();
        if (isPromised(oldest.getValue())) {
            dropped++;
            lastDropped = clock.instant();
            outcomes.remove(byLink.removeFromLargest());
        } else {
            outcomes.remove(oldest.getKey());
            byLink.remove(oldest.getValue().link, oldest.getKey());
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
        return outcomes.values().stream().filter(this::isPromised).count();
    }

    synchronized long dropped() {
        return dropped;
    }

    private boolean isPromised(Held held) {
        return clock.instant().isBefore(held.writtenAt.plus(limits.promised));
    }

    /** All outcomes without a link are one group, because anybody can make any number of them. */
    private static String link(AuthorizationOutcome outcome) {
        return outcome.getLink() == null ? "" : outcome.getLink();
    }
}
