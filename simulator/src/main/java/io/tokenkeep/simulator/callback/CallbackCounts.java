package io.tokenkeep.simulator.callback;

/** How many calls were made: accepted as Meta would, failed in any way, still under way. */
public record CallbackCounts(long accepted, long failed, int pending) {}
