package io.tokenkeep.exchange.kafka;

import io.tokenkeep.exchange.kafka.ProgressEntry.Unfinished;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of the codes of one assigned partition. Thread-safe. */
final class PartitionProgress {

    private static final ProgressEntry FINISHED = new ProgressEntry.Finished();

    private final ProgressLimits limits;
    /** The codes that have an answer and are not finished. */
    private final Map<String, Unfinished> unfinished = new HashMap<>();

    /**
     * Codes that were finished before the partition was assigned, and since. The two sets age separately. After a time without
     * any worker, the first finish must not age all earlier ones, because codes from before that time are still to be
     * processed.
     */
    private final FinishedCodes before;

    private final FinishedCodes since;
    private boolean caughtUp;
    private long codesEnd = Long.MAX_VALUE;
    private Instant forgottenUntil = Instant.EPOCH;

    PartitionProgress(ProgressLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.before = new FinishedCodes(limits.age(), nanoTime);
        this.since = new FinishedCodes(limits.age(), nanoTime);
    }

    synchronized @Nullable ProgressEntry find(String id) {
        Unfinished entry = unfinished.get(id);
        return entry == null && isFinished(id) ? FINISHED : entry;
    }

    /** A finished code never becomes unfinished, whether its own write or the same record read back comes first. */
    synchronized void answered(String id, Unfinished entry) {
        if (!isFinished(id)) {
            unfinished.put(id, entry);
        }
    }

    synchronized void unreadable(String id, Unfinished entry) {
        if (!isFinished(id)) {
            unfinished.putIfAbsent(id, entry);
        }
    }

    synchronized void finished(String id, Instant at) {
        unfinished.remove(id);
        if (!before.contains(id)) {
            (caughtUp ? since : before).add(id, at);
        }
    }

    private boolean isFinished(String id) {
        return since.contains(id) || before.contains(id);
    }

    /** Whether a code of this offset and broker time would be known if it was finished. */
    synchronized boolean wouldKnow(long offset, Instant orderedAt) {
        Instant earliest = orderedAt.minus(limits.repeats());
        boolean isNew = offset >= codesEnd;
        return isNew
                || (earliest.isAfter(forgottenUntil)
                        && earliest.isAfter(before.forgottenUntil())
                        && earliest.isAfter(since.forgottenUntil()));
    }

    synchronized void codesEndAt(long offset) {
        codesEnd = offset;
    }

    synchronized void forgetOld() {
        before.forgetOld();
        since.forgetOld();
    }

    /** Forgets answers of codes that are no longer on their topic. */
    synchronized void forgetUnfinishedBefore(Instant time) {
        unfinished.values().removeIf(entry -> {
            boolean old = entry.at().isBefore(time);
            if (old && forgottenUntil.isBefore(entry.at())) {
                forgottenUntil = entry.at();
            }
            return old;
        });
    }

    synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    synchronized void caughtUp() {
        caughtUp = true;
    }

    synchronized int size() {
        return unfinished.size() + before.size() + since.size();
    }

    /** The heap that the ids of finished codes take, in bytes. */
    synchronized long bytes() {
        return before.bytes() + since.bytes();
    }
}
