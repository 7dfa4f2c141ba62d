package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.console.edit.ReadBack;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about consents, for 7 days, and for as long as the consent waits. At the limit the oldest leaves whose consent
 * waits no more, and the health fails for as long as it would have been held. Consents that wait are no more than the limit, so none of
 * their decisions is lost. Thread-safe; a follower's thread adds, and completes the futures.
 */
public final class ConsentDecisions implements TopicStore<ConsentDecision> {

    /** As long as the topic keeps them. */
    static final Duration KEPT = Duration.ofDays(7);

    private final int limit;
    private final Predicate<String> isHeld;
    private final InstantSource clock;
    private final ReadPositions read = new ReadPositions(Topics.CONSENT_DECISIONS.name());
    /** By the consent; the one that was decided first in front. */
    private final Map<String, Decisions> all = new LinkedHashMap<>();

    private final ReadBack readBack = new ReadBack();
    private @Nullable Instant leftOutUntil;
    private volatile boolean caughtUp;

    /**
     * The decisions about one consent, at most one of each kind. They all lie in one partition.
     *
     * @param writtenAt the time of the first one
     */
    private record Decisions(Instant writtenAt, Map<ConsentDecisionKind, Decided> byKind) {

        private Decisions(Instant writtenAt) {
            this(writtenAt, new EnumMap<>(ConsentDecisionKind.class));
        }

        /** The first of a kind counts. Only of TIME_OVER the first ones may have come too early, and the last one counts. */
        private void add(Decided next) {
            byKind.merge(next.kind(), next, (held, later) -> {
                boolean isLater = later.place().offset() > held.place().offset();
                return isLater == (later.kind() == ConsentDecisionKind.TIME_OVER) ? later : held;
            });
        }

        private Optional<Decided> first(WaitingConsent consent) {
            return byKind.values().stream()
                    .filter(one -> one.appliesTo(consent))
                    .min(Comparator.comparing(one -> one.place().offset()));
        }
    }

    /**
     * @param limit about how many consents decisions are held
     * @param isHeld whether the consent of this id still waits; must not wait for this store
     */
    public ConsentDecisions(int limit, Predicate<String> isHeld, InstantSource clock) {
        this.limit = limit;
        this.isHeld = isHeld;
        this.clock = clock;
    }

    /** The topic to follow. */
    public Followed<ConsentDecision> followed(TopicNames names) {
        return new Followed<>(
                "consent-decisions",
                names.onCluster(Topics.CONSENT_DECISIONS),
                ConsentDecision::getAuthorizationId,
                this,
                KEPT);
    }

    /** Up to where this instance has read the topic. */
    public ReadPositions read() {
        return read;
    }

    /** The decision that counts; empty if none applies yet. */
    synchronized Optional<Decided> first(WaitingConsent consent) {
        return Optional.ofNullable(all.get(consent.id())).flatMap(decisions -> decisions.first(consent));
    }

    /** When it was first written that the data of the consent's person is deleted. */
    public synchronized Optional<Instant> erasedAt(String id) {
        return Optional.ofNullable(all.get(id))
                .map(decisions -> decisions.byKind.get(ConsentDecisionKind.ERASE))
                .map(erased -> erased.place().writtenAt());
    }

    /** By the ids of decisions. */
    ReadBack readBack() {
        return readBack;
    }

    @Override
    public void add(String id, ConsentDecision decision, RecordPlace place) {
        synchronized (this) {
            hold(id, Decided.of(decision, place));
        }
        readBack.read(decision.getDecisionId());
    }

    private void hold(String id, Decided decided) {
        forget();
        Instant writtenAt = decided.place().writtenAt();
        if (!all.containsKey(id) && all.size() >= limit && !removeOldest()) {
            leaveOut(writtenAt);
            return;
        }
        all.computeIfAbsent(id, first -> new Decisions(writtenAt)).add(decided);
    }

    private void forget() {
        Instant oldest = clock.instant().minus(KEPT);
        Iterator<Map.Entry<String, Decisions>> entries = all.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Decisions> next = entries.next();
            if (!next.getValue().writtenAt.isBefore(oldest)) {
                return;
            }
            if (!isHeld.test(next.getKey())) {
                entries.remove();
            }
        }
    }

    private boolean removeOldest() {
        Iterator<Map.Entry<String, Decisions>> entries = all.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Decisions> next = entries.next();
            if (!isHeld.test(next.getKey())) {
                leaveOut(next.getValue().writtenAt);
                entries.remove();
                return true;
            }
        }
        return false;
    }

    private void leaveOut(Instant writtenAt) {
        Instant until = writtenAt.plus(KEPT);
        leftOutUntil = leftOutUntil == null || leftOutUntil.isBefore(until) ? until : leftOutUntil;
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
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
        return all.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return leftOutUntil != null && clock.instant().isBefore(leftOutUntil)
                ? CheckResult.failed(
                        "more than " + limit
                                + " consents were decided in 7 days, the oldest decisions are forgotten; raise held.consents.limit")
                : CheckResult.ok();
    }
}
