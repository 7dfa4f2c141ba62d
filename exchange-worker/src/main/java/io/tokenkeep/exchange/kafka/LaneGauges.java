package io.tokenkeep.exchange.kafka;

/** What a poll loop shows of itself. Written by its thread, read by any. */
public final class LaneGauges {

    private volatile long lastRound = Long.MIN_VALUE;
    private volatile long lastConfirmed;
    private volatile int assigned;
    private volatile int inFlight;
    private volatile long gap;
    private volatile long failedCommits;

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

    /** The group accepted a commit, or gave partitions whose first commit is to come. */
    void confirmed(long nanoTime) {
        lastConfirmed = nanoTime;
    }

    /** Whether partitions are held without the group having accepted any commit for {@code nanos}. */
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

    /** The longest stretch, over the partitions, between what is committed and what was read. */
    public long gap() {
        return gap;
    }

    public long failedCommits() {
        return failedCommits;
    }
}
