package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void ceilingDoublesUpToTheLongest() {
        Backoff ceiling = new Backoff(FIRST, LONGEST, new Highest());

        List<Long> millis = IntStream.of(1, 2, 3, 4, 9, 10, 1_000, Integer.MAX_VALUE)
                .mapToObj(attempt -> ceiling.after(attempt).toMillis())
                .toList();

        assertThat(millis).containsExactly(200L, 400L, 800L, 1_600L, 51_200L, 60_000L, 60_000L, 60_000L);
    }

    @Test
    void jitterIsDrawnFromTheWholeRange() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(7));

        LongStream times =
                IntStream.range(0, 10_000).mapToLong(i -> backoff.after(4).toMillis());

        assertThat(times.summaryStatistics()).satisfies(drawn -> {
            assertThat(drawn.getMin()).isBetween(1L, 16L);
            assertThat(drawn.getMax()).isBetween(1_584L, 1_600L);
            assertThat(drawn.getAverage()).isBetween(760.0, 840.0);
        });
    }

    @Test
    void attemptCountedFromZeroAndTinyTimesStillWait() {
        Backoff backoff = new Backoff(Duration.ZERO, Duration.ofMillis(1), new Random(7));

        assertThat(backoff.after(0)).isEqualTo(Duration.ofMillis(1));
        assertThat(backoff.after(-3)).isEqualTo(Duration.ofMillis(1));
    }

    /** Draws the largest number there is. */
    private static final class Highest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
