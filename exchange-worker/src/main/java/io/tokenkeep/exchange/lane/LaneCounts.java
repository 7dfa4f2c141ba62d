package io.tokenkeep.exchange.lane;

import java.util.concurrent.atomic.AtomicInteger;

/** What a lane has taken on, by what it waits for. Written by the poll thread and the event loop, read by any. */
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

    /** Those that wait for a later attempt. */
    public int waiting() {
        return waiting.get();
    }

    /** Those that delay nobody else: they wait, are behind one of their key, or their app may not start more. */
    public int backlog() {
        return waiting.get() + behind.get() + blocked;
    }

    /** How many may work at a time at present. */
    public int limit() {
        return limit;
    }

    /** Nanoseconds since the longest ready job was taken on; 0 when none is ready. */
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
