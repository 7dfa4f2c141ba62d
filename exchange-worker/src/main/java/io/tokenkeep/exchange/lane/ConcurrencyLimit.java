package io.tokenkeep.exchange.lane;

/**
 * Limits how many jobs run at a time. While the event loop keeps up, more jobs in flight finish more (Little's law), so the
 * limit grows up to the maximum. Once the event loop is late, more jobs only delay it further, so the limit shrinks. The
 * latency of providers has no influence: a slow provider is the reason to have many jobs in flight. No side effects; one
 * thread.
 */
final class ConcurrencyLimit {

    /** A cold process that begins hundreds of calls at once is too slow for their time-outs. */
    private static final int START = 16;

    /** This many jobs never overload an event loop. */
    private static final int LEAST = 64;

    private static final double GROWTH = 1.5;
    private static final double DECREASE = 0.75;

    private final int most;
    private final long growNanos;
    private final long shrinkNanos;
    private int limit;

    /**
     * @param most the configured maximum
     * @param growNanos up to this mean lag of the event loop the limit may grow
     * @param shrinkNanos above this mean lag the limit shrinks
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
     * To be called after each measurement.
     *
     * @param lag how late the event loop was on average, in nanoseconds
     * @param wanted whether more jobs would have started with more permits
     */
    void passed(long lag, boolean wanted) {
        if (lag > shrinkNanos) {
            limit = Math.max(Math.min(limit, LEAST), (int) (limit * DECREASE));
        } else if (wanted && lag <= growNanos) {
            limit = Math.min(most, (int) Math.ceil(limit * GROWTH));
        }
    }
}
