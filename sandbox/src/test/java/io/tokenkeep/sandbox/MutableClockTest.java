package io.tokenkeep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTest {
    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");

    @Test
    void standsStillUntilMoved() {
        assertThat(clock.instant()).isEqualTo("2026-11-01T00:00:00Z");

        clock.advance(Duration.ofHours(24));

        assertThat(clock.instant()).isEqualTo("2026-11-02T00:00:00Z");
    }

    @Test
    void canBeSetBack() {
        clock.set(Instant.EPOCH);

        assertThat(clock.millis()).isZero();
    }

    @Test
    void anotherZoneSeesTheSameTime() {
        var elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.advance(Duration.ofMinutes(1));

        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
