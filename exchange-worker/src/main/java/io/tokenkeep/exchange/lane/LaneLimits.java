package io.tokenkeep.exchange.lane;

/**
 * Bounds of a lane.
 *
 * @param concurrency largest number of jobs at work at the same time
 * @param waiting largest number of jobs in the backlog; at this bound the lane takes no more records
 */
public record LaneLimits(int concurrency, int waiting) {

    /** How many records are read ahead, so that permits are not idle while the loop polls. */
    public int queue() {
        return concurrency * 2;
    }
}
