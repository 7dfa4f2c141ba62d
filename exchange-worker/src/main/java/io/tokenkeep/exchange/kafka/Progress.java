package io.tokenkeep.exchange.kafka;

import io.tokenkeep.avro.AuthorizationProgress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the codes of the assigned partitions: the provider's answer while a code is unfinished, and after that only
 * that the code is finished, for as long as the code might be presented. The poll thread writes it, and the code lane after its
 * acknowledged writes. Thread-safe.
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

    /** The state of a code; null if nothing is known of it. Valid only once {@link #isCaughtUp}. */
    public @Nullable ProgressEntry find(int partition, String authorizationId) {
        PartitionProgress known = partitions.get(partition);
        return known == null ? null : known.find(authorizationId);
    }

    /** Whether every record from before the partition was assigned has been read. */
    public boolean isCaughtUp(int partition) {
        PartitionProgress known = partitions.get(partition);
        return known != null && known.isCaughtUp();
    }

    /**
     * Whether a code of this offset and broker time would be known if it was finished. That is so if the code came after the
     * partition was assigned, so that no other worker had it, or if none of the forgotten finishes can be its own.
     */
    public boolean wouldKnow(int partition, long offset, Instant orderedAt) {
        PartitionProgress known = partitions.get(partition);
        return known != null && known.wouldKnow(offset, orderedAt);
    }

    /** Whether this code, or another record of it, might still be presented. Then its end must be remembered. */
    public boolean concerns(Instant orderedAt, Instant now) {
        return orderedAt.plus(limits.age()).isAfter(now);
    }

    /** Codes in memory. */
    public int remembered() {
        return partitions.values().stream().mapToInt(PartitionProgress::size).sum();
    }

    /** The heap that the ids of finished codes take, in bytes. */
    public long bytes() {
        return partitions.values().stream().mapToLong(PartitionProgress::bytes).sum();
    }

    /** Whether the codes in memory, together with {@code more}, reach the limit. */
    public boolean isFull(int more) {
        return (long) remembered() + more >= limits.codes();
    }

    /** The largest number of codes in memory. */
    public int limit() {
        return limits.codes();
    }

    /** The answer to a code is on the topic. */
    public void answered(int partition, AuthorizationProgress progress) {
        in(partition, known -> known.answered(progress.getAuthorizationId(), new ProgressEntry.Answered(progress)));
    }

    /** A record that cannot be read is on the topic. */
    void unreadable(int partition, String authorizationId, Instant at) {
        in(partition, known -> known.unreadable(authorizationId, new ProgressEntry.Unreadable(at)));
    }

    /** The null of a finished code is on the topic. */
    public void finished(int partition, String authorizationId, Instant at) {
        in(partition, known -> known.finished(authorizationId, at));
    }

    void forgetOld() {
        partitions.values().forEach(PartitionProgress::forgetOld);
    }

    /** Forgets answers that are older than the time for which the codes' topic keeps records. */
    void forgetUnfinishedBefore(Instant time) {
        partitions.values().forEach(known -> known.forgetUnfinishedBefore(time));
    }

    void begin(int partition) {
        partitions.put(partition, new PartitionProgress(limits, nanoTime));
    }

    /** The end offset of the codes' partition, read after the partition was assigned. */
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
