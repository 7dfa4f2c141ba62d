package io.tokenkeep.exchange.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter. The time is drawn evenly between zero and a ceiling, which doubles with every attempt
 * up to a maximum. So jobs that failed together are not retried together.
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 30;

    /** The time to wait after the {@code attempt}-th failure in a row, counted from 1; at least a millisecond. */
    public Duration after(int attempt) {
        long ceiling = first.toMillis() << Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS);
        long bounded = Math.min(Math.max(ceiling, 1), longest.toMillis());
        return Duration.ofMillis(1 + random.nextLong(bounded));
    }
}
