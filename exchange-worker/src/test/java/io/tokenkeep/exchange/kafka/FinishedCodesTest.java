package io.tokenkeep.exchange.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FinishedCodesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration AGE = Duration.ofMinutes(80);
    private static final int MILLION = 1_000_000;

    private final AtomicLong nanoTime = new AtomicLong(-42);
    private final FinishedCodes codes = new FinishedCodes(AGE, nanoTime::get);

    @Test
    void whatIsYoungerThanTheAgeIsNeverForgotten() {
        codes.add("old", NOON);
        codes.add("young", NOON.plus(AGE));
        codes.forgetOld();

        assertThat(codes.contains("old")).isTrue();
        assertThat(codes.forgottenUntil()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatIsOlderIsForgottenAndItIsKnownUntilWhen() {
        codes.add("first", NOON);
        codes.add("second", NOON.plusSeconds(1));
        codes.add("later", NOON.plus(AGE).plus(Duration.ofMinutes(10)));
        codes.forgetOld();

        assertThat(codes.contains("first")).isFalse();
        assertThat(codes.contains("second")).isFalse();
        assertThat(codes.contains("later")).isTrue();
        assertThat(codes.size()).isEqualTo(1);
        assertThat(codes.forgottenUntil()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void whatIsTooOldAlreadyLeavesNothingButItsTime() {
        codes.add("new", NOON);
        long bytes = codes.bytes();

        codes.add("old", NOON.minus(AGE).minusSeconds(1));

        assertThat(codes.contains("old")).isFalse();
        assertThat(codes.bytes()).isEqualTo(bytes);
        assertThat(codes.forgottenUntil()).isEqualTo(NOON.minus(AGE).minusSeconds(1));
    }

    @Test
    void timeGoesOnWhereNothingIsFinished() {
        codes.add("a", NOON);
        nanoTime.addAndGet(AGE.toNanos());
        codes.forgetOld();
        assertThat(codes.contains("a")).isTrue();

        nanoTime.addAndGet(Duration.ofMinutes(10).toNanos());
        codes.forgetOld();

        assertThat(codes.contains("a")).isFalse();
        assertThat(codes.size()).isZero();
    }

    @Test
    void sameCodeIsCountedOnce() {
        codes.add("a", NOON);
        codes.add("a", NOON.plus(Duration.ofMinutes(20)));

        assertThat(codes.size()).isEqualTo(1);
    }

    @Test
    void millionTakeNoMoreThan32BytesEachAndGiveThemBack() {
        Duration apart = AGE.dividedBy(MILLION);
        for (int i = 0; i < MILLION; i++) {
            codes.add("authorization-" + i, NOON.plus(apart.multipliedBy(i)));
        }
        assertThat(codes.size()).isEqualTo(MILLION);
        assertThat(codes.bytes()).isLessThanOrEqualTo(32L * MILLION);

        nanoTime.addAndGet(AGE.multipliedBy(2).toNanos());
        codes.forgetOld();

        assertThat(codes.size()).isZero();
        assertThat(codes.bytes()).isZero();
    }
}
