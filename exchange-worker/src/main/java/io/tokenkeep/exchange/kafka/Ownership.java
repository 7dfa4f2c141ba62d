package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One assignment of a partition to this process, and whether the process surely still owns it. A commit that the group accepted
 * proves ownership for the time at which it was sent. Half a session time-out later, ownership is no longer sure. Changed by
 * the poll thread, read by any.
 */
public final class Ownership {

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final long sureForNanos;
    private volatile long confirmedAt = NEVER;
    private volatile boolean leaving;
    private volatile boolean over;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public Ownership(LongSupplier nanoTime, Duration sessionTimeout) {
        this.nanoTime = nanoTime;
        this.sureForNanos = sessionTimeout.toNanos() / 2;
    }

    /** The group accepted a commit that was sent at {@code sentAt}. */
    public void confirmed(long sentAt) {
        if (confirmedAt == NEVER || sentAt - confirmedAt > 0) {
            confirmedAt = sentAt;
        }
    }

    /** The partition will be given up: running work may end, and no new work begins. */
    void leave() {
        leaving = true;
    }

    /** The partition was revoked or lost. This assignment never returns. */
    void end() {
        leaving = true;
        over = true;
    }

    /** Whether work on records of this assignment may begin, or continue after a pause. */
    public boolean acceptsWork() {
        return !leaving;
    }

    /** Whether surely no other worker owns this partition. */
    public boolean isSure() {
        long at = confirmedAt;
        return !over && at != NEVER && nanoTime.getAsLong() - at < sureForNanos;
    }
}
