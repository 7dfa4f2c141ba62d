package io.tokenkeep.refresh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Pacer pacer = new Pacer(10, Duration.ofSeconds(1));

    @Test
    void oneSecondsWorthGoesAtOnceAndTheRestOneAfterTheOther() {
        assertThat(goes("one", NOW)).isEqualTo(10);

        assertThat(goes("one", NOW.plusMillis(99))).isZero();
        assertThat(goes("one", NOW.plusMillis(100))).isEqualTo(1);
        assertThat(goes("one", NOW.plusMillis(350))).isEqualTo(2);
    }

    @Test
    void oneAppDoesNotDelayAnother() {
        goes("busy", NOW);

        assertThat(goes("calm", NOW)).isEqualTo(10);
    }

    @Test
    void lateTickMakesUpForWhatItMissed() {
        int gone = goes("one", NOW);
        for (int second = 1; second <= 1000; second++) {
            gone += goes("one", NOW.plusSeconds(second).plusMillis(second % 3 * 400L));
        }

        assertThat(gone).isBetween(10_000, 10_020);
    }

    @Test
    void standstillIsNotMadeUpFor() {
        goes("one", NOW);

        assertThat(goes("one", NOW.plus(Duration.ofDays(3)))).isEqualTo(20);
        assertThat(goes("one", NOW.plus(Duration.ofDays(3)).plusSeconds(1))).isEqualTo(10);
    }

    @Test
    void rareTicksKeepThePace() {
        Pacer rare = new Pacer(10, Duration.ofSeconds(30));

        assertThat(rare.free("one", NOW, rare.apart())).isEqualTo(300);
    }

    @Test
    void slowerPaceLetsOneGoAtATime() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(pacer.free("one", NOW, minute)).isEqualTo(1);
        pacer.take("one", NOW, minute);
        assertThat(pacer.free("one", NOW.plusSeconds(58), minute)).isZero();
        assertThat(pacer.free("one", NOW.plusSeconds(60), minute)).isEqualTo(1);
    }

    @Test
    void clockSetBackStopsNothingForLong() {
        goes("one", NOW);
        Instant back = NOW.minus(Duration.ofDays(1));

        assertThat(goes("one", back)).isZero();
        assertThat(goes("one", back.plusSeconds(1))).isEqualTo(10);
    }

    private int goes(String app, Instant now) {
        int free = pacer.free(app, now, pacer.apart());
        for (int i = 0; i < free; i++) {
            pacer.take(app, now, pacer.apart());
        }
        return free;
    }
}
