package io.tokenkeep.exchange.lane;

/**
 * How many jobs may work at a time: no more than help. While the event loop keeps up, more in flight means more done, as
 * Little's law says, up to the maximum; once the loop is late by itself, more in flight only makes it later. How long
 * providers take plays no part: that they are slow is the reason to have many in flight. Pure; one thread.
 */
final class ConcurrencyLimit {

    /** A cold process that takes on hundreds of calls at once is too slow for their time-outs. */
    private static final int START = 16;

    /** So few never overload a loop. */
    private static final int LEAST = 64;

    private static final double GROWTH = 1.5;
    private static final double DECREASE = 0.75;

    private final int most;
    private final long growNanos;
    private final long shrinkNanos;
    private int limit;

    /**
     * @param most the configured maximum
     * @param growNanos up to this mean lag of the loop the limit may grow
     * @param shrinkNanos above this it shrinks
     */
    ConcurrencyLimit(int most, long growNanos, long shrinkNanos) {
        this.most = most;
        this.growNanos = growNanos;
        this.shrinkNanos = shrinkNanos;
        this.limit = Math.min(START, most);
    }

    int limit() {
        return limit;
    }

    /**
     * A while has passed.
     *
     * @param lag how late the loop was on average, in nanoseconds
     * @param wanted whether more would have been started with more permits
     */
    void passed(long lag, boolean wanted) {
        if (lag > shrinkNanos) {
            limit = Math.max(Math.min(limit, LEAST), (int) (limit * DECREASE));
        } else if (wanted && lag <= growNanos) {
            limit = Math.min(most, (int) Math.ceil(limit * GROWTH));
        }
    }
}
