package io.tokenkeep.refresh.stream;

import java.time.Duration;

/** How much one tick of one task may do before the task reads its inputs again; the rest waits for the next tick. */
public record TickBudget(Duration interval, int accounts, Duration time, int callsPerSecond, int leastOutstanding) {}
