package io.tokenkeep.exchange.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerClockTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final MutableClock own = MutableClock.at("2026-11-01T00:15:00Z");
    private final AtomicLong nanos = new AtomicLong(-7);
    private final BrokerClock clock = new BrokerClock(own, nanos::get);

    @Test
    void ownClockServesUntilABrokerAnswered() {
        assertThat(clock.instant()).isEqualTo(own.instant());
        assertThat(clock.ownIsWrong()).isFalse();
    }

    @Test
    void acknowledgementTellsTheBrokersTimeAndTheMonotonicClockGoesOn() {
        acknowledged(Duration.ofMillis(4), NOW.plusMillis(2));

        assertThat(clock.instant()).isBetween(NOW.plusMillis(4), NOW.plusMillis(7));
        assertThat(clock.ownIsAhead().toMinutes()).isEqualTo(14);
        assertThat(clock.ownIsWrong()).isTrue();
        passes(Duration.ofMinutes(3));
        own.advance(Duration.ofHours(5));
        assertThat(clock.instant()).isBetween(NOW.plusSeconds(180), NOW.plusSeconds(181));
    }

    @Test
    void slowAnswersDoNotSpoilTheMeasureOfAFastOne() {
        acknowledged(Duration.ofMillis(1), NOW);
        acknowledged(Duration.ofSeconds(10), NOW.plusSeconds(9));

        assertThat(clock.instant())
                .isBetween(NOW.plusSeconds(10), NOW.plusSeconds(10).plusMillis(3));
    }

    @Test
    void brokerWhoseClockWasSetIsFollowed() {
        acknowledged(Duration.ofMillis(1), NOW);
        acknowledged(Duration.ofMillis(1), NOW.minusSeconds(3600));

        assertThat(clock.instant()).isBefore(NOW.minusSeconds(3590));
    }

    @Test
    void clockThatIsBehindIsWrongToo() {
        own.advance(Duration.ofMinutes(-20));

        acknowledged(Duration.ofMillis(1), NOW);

        assertThat(clock.ownIsAhead()).isNegative();
        assertThat(clock.ownIsWrong()).isTrue();
    }

    @Test
    void recordWithoutATimeTellsNothing() {
        clock.acknowledged(nanos.get(), -1);

        assertThat(clock.instant()).isEqualTo(own.instant());
    }

    private void acknowledged(Duration took, Instant brokerTime) {
        long sentAt = nanos.get();
        passes(took);
        clock.acknowledged(sentAt, brokerTime.toEpochMilli());
    }

    private void passes(Duration time) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }
}
