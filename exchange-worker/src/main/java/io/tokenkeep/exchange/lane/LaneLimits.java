package io.tokenkeep.exchange.lane;

/**
 * A lane's bounds.
 *
 * @param concurrency most jobs working at the same time
 * @param waiting most jobs waiting for a later attempt; at this bound the lane takes no more records
 */
public record LaneLimits(int concurrency, int waiting) {

    /** Records read ahead, so that permits never idle for want of a poll. */
    public int queue() {
        return concurrency * 2;
    }
}
