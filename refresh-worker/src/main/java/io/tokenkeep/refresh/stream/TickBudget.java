package io.tokenkeep.refresh.stream;

import java.time.Duration;

/** How much one tick of one task may do before it lets the inputs have their turn; what is left waits for the next tick. */
public record TickBudget(Duration interval, int accounts, Duration time, int callsPerSecond, int leastOutstanding) {}
