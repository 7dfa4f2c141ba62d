package io.tokenkeep.refresh.stream;

/** Where a task's accounts wait: for their time and for their app's pace, which its circuit breaker slows. */
record Queues(DueIndex due, Backlog backlog, AppCircuitBreakers breakers) {}
