package io.tokenkeep.simulator.callback;

/** Numbers of calls: accepted by Meta's rules, failed in any way, still in flight. */
public record CallbackCounts(long accepted, long failed, int pending) {}
