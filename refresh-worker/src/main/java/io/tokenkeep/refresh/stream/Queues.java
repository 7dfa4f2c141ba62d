package io.tokenkeep.refresh.stream;

/**
 * Where a task's accounts wait: for their time, and for their app's rate limit, which its circuit breaker lowers.
 *
 * @param waiting which of them have waited longest
 */
record Queues(DueIndex due, Backlog backlog, AppCircuitBreakers breakers, LongestOverdue waiting) {}
