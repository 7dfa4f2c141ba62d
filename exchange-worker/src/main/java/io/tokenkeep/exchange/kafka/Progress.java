package io.tokenkeep.exchange.kafka;

import io.tokenkeep.avro.AuthorizationProgress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the codes of the assigned partitions: the provider's answer while a code is unfinished, only that it
 * is finished afterwards, and that only for as long as the code might be presented. Written by the poll thread and by the
 * code lane after their acknowledged writes; thread-safe.
 */
public final class Progress {

    private final ProgressLimits limits;
    private final LongSupplier nanoTime;
    private final Map<Integer, PartitionProgress> partitions = new ConcurrentHashMap<>();

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public Progress(ProgressLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** The state of a code, null when nothing is known of it. Only meaningful once {@link #isCaughtUp}. */
    public @Nullable ProgressEntry find(int partition, String authorizationId) {
        PartitionProgress known = partitions.get(partition);
        return known == null ? null : known.find(authorizationId);
    }

    /** Whether everything that was written before the partition was assigned has been read. */
    public boolean isCaughtUp(int partition) {
        PartitionProgress known = partitions.get(partition);
        return known != null && known.isCaughtUp();
    }

    /**
     * Whether a code of this offset and broker time would be known if it had been finished: because it came after the
     * partition was assigned, so that nobody else had it, or because no end is forgotten that could be its own.
     */
    public boolean wouldKnow(int partition, long offset, Instant orderedAt) {
        PartitionProgress known = partitions.get(partition);
        return known != null && known.wouldKnow(offset, orderedAt);
    }

    /** Whether a code of this broker time, or another record of it, might be presented: then its end must be remembered. */
    public boolean concerns(Instant orderedAt, Instant now) {
        return orderedAt.plus(limits.age()).isAfter(now);
    }

    /** Codes in memory. */
    public int remembered() {
        return partitions.values().stream().mapToInt(PartitionProgress::size).sum();
    }

    /** What the ids of finished codes take of the heap. */
    public long bytes() {
        return partitions.values().stream().mapToLong(PartitionProgress::bytes).sum();
    }

    /** Whether so many codes are in memory that, with {@code more}, there is no room for others. */
    public boolean isFull(int more) {
        return (long) remembered() + more >= limits.codes();
    }

    /** Most codes in memory. */
    public int limit() {
        return limits.codes();
    }

    /** An answer is on the topic. */
    public void answered(int partition, AuthorizationProgress progress) {
        in(partition, known -> known.answered(progress.getAuthorizationId(), new ProgressEntry.Answered(progress)));
    }

    /** Something is on the topic that cannot be read. */
    void unreadable(int partition, String authorizationId, Instant at) {
        in(partition, known -> known.unreadable(authorizationId, new ProgressEntry.Unreadable(at)));
    }

    /** A code's null is on the topic. */
    public void finished(int partition, String authorizationId, Instant at) {
        in(partition, known -> known.finished(authorizationId, at));
    }

    void forgetOld() {
        partitions.values().forEach(PartitionProgress::forgetOld);
    }

    /** Forgets answers that are older than the topic keeps the codes themselves. */
    void forgetUnfinishedBefore(Instant time) {
        partitions.values().forEach(known -> known.forgetUnfinishedBefore(time));
    }

    void begin(int partition) {
        partitions.put(partition, new PartitionProgress(limits, nanoTime));
    }

    /** Where the codes of a partition ended after it was assigned. */
    void codesEndAt(int partition, long offset) {
        in(partition, known -> known.codesEndAt(offset));
    }

    void caughtUp(int partition) {
        in(partition, PartitionProgress::caughtUp);
    }

    void forget(int partition) {
        partitions.remove(partition);
    }

    private void in(int partition, Consumer<PartitionProgress> change) {
        PartitionProgress known = partitions.get(partition);
        if (known != null) {
            change.accept(known);
        }
    }
}
