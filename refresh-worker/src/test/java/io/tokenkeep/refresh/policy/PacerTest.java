package io.tokenkeep.refresh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Pacer pacer = new Pacer(10, Duration.ofSeconds(1));

    @Test
    void oneSecondsWorthGoesAtOnceAndTheRestOneAfterTheOther() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> pacer.next("one", NOW))).containsOnly(NOW);

        assertThat(IntStream.range(0, 3).mapToObj(i -> pacer.next("one", NOW)))
                .containsExactly(NOW.plusMillis(100), NOW.plusMillis(200), NOW.plusMillis(300));
    }

    @Test
    void oneAppDoesNotDelayAnother() {
        IntStream.range(0, 1000).forEach(i -> pacer.next("busy", NOW));

        assertThat(pacer.next("calm", NOW)).isEqualTo(NOW);
    }

    @Test
    void restIsRefilledByTime() {
        IntStream.range(0, 20).forEach(i -> pacer.next("one", NOW));

        Instant later = NOW.plus(Duration.ofSeconds(2));

        assertThat(IntStream.range(0, 10).mapToObj(i -> pacer.next("one", later)))
                .containsOnly(later);
    }

    @Test
    void placesThatCameWhileNothingWentAreNotAllTaken() {
        assertThat(IntStream.range(0, 100).filter(i -> pacer.take("one", NOW))).hasSize(30);

        assertThat(IntStream.range(0, 100).filter(i -> pacer.take("one", NOW.plusSeconds(1))))
                .hasSize(10);
    }

    @Test
    void placesAreTakenAtThePaceForAsLongAsItLasts() {
        for (int second = 0; second < 1000; second++) {
            Instant tick = NOW.plusSeconds(second);
            assertThat(IntStream.range(0, 10).allMatch(i -> pacer.take("one", tick)))
                    .isTrue();
        }
    }
}
