package io.tokenkeep.exchange.kafka;

/** The state of a poll loop, for gauges and health. Written by the loop's thread, read by any. */
public final class LaneGauges {

    private static final long NEVER = Long.MIN_VALUE;

    private volatile long lastRound = NEVER;
    private volatile long lastConfirmed;
    private volatile int assigned;
    private volatile int inFlight;
    private volatile long gap;
    private volatile long failedCommits;
    private volatile long uncommittedSince = NEVER;

    void update(long nanoTime, int assigned, int inFlight, long gap) {
        this.assigned = assigned;
        this.lastRound = nanoTime;
        this.inFlight = inFlight;
        this.gap = gap;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void commitFailed() {
        failedCommits++;
    }

    /** Whether something finished is not committed now. */
    void uncommitted(boolean anything, long nanoTime) {
        if (!anything) {
            uncommittedSince = NEVER;
        } else if (uncommittedSince == NEVER) {
            uncommittedSince = nanoTime;
        }
    }

    /** The group accepted a commit that was sent at {@code sentAt}. What is uncommitted now was finished later. */
    void committed(long sentAt) {
        confirmed(sentAt);
        if (uncommittedSince != NEVER) {
            uncommittedSince = sentAt;
        }
    }

    /** The group accepted a commit, or assigned partitions whose first commit is still to come. */
    void confirmed(long nanoTime) {
        lastConfirmed = nanoTime;
    }

    /** Whether partitions are assigned, and the group has accepted no commit for {@code nanos}. */
    public boolean isUnconfirmed(long now, long nanos) {
        return assigned > 0 && now - lastConfirmed > nanos;
    }

    /** Monotonic time of the loop's last round; {@link Long#MIN_VALUE} before the first. */
    public long lastRound() {
        return lastRound;
    }

    /** Records read and not finished. */
    public int inFlight() {
        return inFlight;
    }

    /** The largest number of offsets, over the partitions, between the committed offset and the last one read. */
    public long gap() {
        return gap;
    }

    /** For how many nanoseconds something finished has not been committed; 0 if everything is. */
    public long commitLag(long now) {
        long since = uncommittedSince;
        return since == NEVER ? 0 : Math.max(0, now - since);
    }

    public long failedCommits() {
        return failedCommits;
    }
}
