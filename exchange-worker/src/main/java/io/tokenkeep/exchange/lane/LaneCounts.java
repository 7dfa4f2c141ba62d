package io.tokenkeep.exchange.lane;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the records that a lane has taken on, by what they wait for. Written by the poll thread and the event loop, read by
 * any thread.
 */
public final class LaneCounts {

    /** No job is ready. */
    static final long NONE = Long.MIN_VALUE;

    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger behind = new AtomicInteger();
    private volatile int blocked;
    private volatile int limit;
    private volatile long oldestReady = NONE;

    /** Records taken on and neither done nor dropped. */
    public int outstanding() {
        return outstanding.get();
    }

    /** Records that wait for a later attempt. */
    public int waiting() {
        return waiting.get();
    }

    /** Records that delay no other: they wait, are behind one of their key, or their app may not start more. */
    public int backlog() {
        return waiting.get() + behind.get() + blocked;
    }

    /** The present maximum of jobs at work. */
    public int limit() {
        return limit;
    }

    /** For how many nanoseconds the longest ready job has been in the lane; 0 if none is ready. */
    public long oldestReady(long nanoTime) {
        long since = oldestReady;
        return since == NONE ? 0 : Math.max(0, nanoTime - since);
    }

    void accepted() {
        outstanding.incrementAndGet();
    }

    void ended() {
        outstanding.decrementAndGet();
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void behind(int more) {
        behind.addAndGet(more);
    }

    void left(int nowBlocked, long oldestSince) {
        blocked = nowBlocked;
        oldestReady = oldestSince;
    }

    void limit(int now) {
        limit = now;
    }
}
