package io.tokenkeep.exchange.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AppRateTest {

    private static final double CODES = 0;
    private static final double COMMANDS = 0.5;
    private static final Offset<Double> CLOSE = within(0.01);

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final AppRate budgeted = new AppRate(OptionalInt.of(10), () -> now);
    private final AppRate free = new AppRate(OptionalInt.empty(), () -> now);

    @Test
    void withoutBudgetNothingWaits() {
        callEvery(Duration.ofMillis(1), 5000, free);

        assertThat(free.waitNanos(CODES)).isZero();
        assertThat(free.perSecond()).isInfinite();
    }

    @Test
    void budgetIsASecondsWorthAtOnceAndThenItsPace() {
        int began = 0;
        for (int tenths = 0; tenths < 100; tenths++) {
            while (budgeted.waitNanos(CODES) == 0) {
                budgeted.sent();
                began++;
            }
            pass(Duration.ofMillis(100));
        }

        assertThat(began).isBetween(108, 110);
    }

    @Test
    void waitIsAsLongAsTheNextCallNeeds() {
        empty(budgeted);

        assertThat(budgeted.waitNanos(CODES)).isBetween(1_000_000L, 100_000_000L);
        pass(Duration.ofMillis(101));
        assertThat(budgeted.waitNanos(CODES)).isZero();
    }

    @Test
    void callsOfAJobBegunAreDebtThatLaterJobsWaitFor() {
        empty(budgeted);
        for (int i = 0; i < 20; i++) {
            budgeted.sent();
        }

        pass(Duration.ofMillis(1900));
        assertThat(budgeted.waitNanos(CODES)).isPositive();
        pass(Duration.ofMillis(200));
        assertThat(budgeted.waitNanos(CODES)).isZero();
    }

    @Test
    void commandsLeaveHalfOfASecondsCallsToCodes() {
        for (int i = 0; i < 5; i++) {
            assertThat(budgeted.waitNanos(COMMANDS)).isZero();
            budgeted.sent();
        }

        assertThat(budgeted.waitNanos(COMMANDS)).isPositive();
        assertThat(budgeted.waitNanos(CODES)).isZero();
    }

    @Test
    void usageBelowThreeQuartersChangesNothing() {
        budgeted.used(74);
        free.used(74);

        assertThat(budgeted.perSecond()).isEqualTo(10);
        assertThat(free.perSecond()).isInfinite();
    }

    @Test
    void theFullerTheAllowanceTheSlowerTheApp() {
        budgeted.used(80);
        assertThat(budgeted.perSecond()).isEqualTo(8, CLOSE);
        budgeted.used(95);
        assertThat(budgeted.perSecond()).isEqualTo(2, CLOSE);
        budgeted.used(100);
        assertThat(budgeted.perSecond()).isEqualTo(1, CLOSE);
    }

    @Test
    void fullnessAloneNeverStopsAnApp() {
        budgeted.used(100);
        empty(budgeted);

        pass(Duration.ofSeconds(6));

        assertThat(budgeted.waitNanos(CODES)).isZero();
    }

    @Test
    void lessUsageDoesNotHurryTheWayBack() {
        budgeted.used(95);
        budgeted.used(80);

        assertThat(budgeted.perSecond()).isEqualTo(2, CLOSE);
    }

    @Test
    void aLimitThatWasHitHalvesTheRateOncePerSecond() {
        budgeted.limited();
        budgeted.limited();
        budgeted.limited();
        assertThat(budgeted.perSecond()).isEqualTo(5, CLOSE);

        pass(Duration.ofSeconds(1));
        budgeted.limited();

        assertThat(budgeted.perSecond()).isEqualTo(2.5, CLOSE);
    }

    @Test
    void afterACalmMinuteTheRateGrowsBackWithinAnother() {
        budgeted.used(100);
        pass(Duration.ofSeconds(60));
        assertThat(budgeted.perSecond()).isEqualTo(1, CLOSE);

        pass(Duration.ofSeconds(30));
        assertThat(budgeted.perSecond()).isEqualTo(6, CLOSE);

        pass(Duration.ofSeconds(60));
        assertThat(budgeted.perSecond()).isEqualTo(10);
    }

    @Test
    void anotherAnswerBeginsTheCalmAnew() {
        budgeted.used(90);
        pass(Duration.ofSeconds(59));
        budgeted.used(76);

        pass(Duration.ofSeconds(59));

        assertThat(budgeted.perSecond()).isEqualTo(4, CLOSE);
    }

    @Test
    void withoutBudgetTheRateCountsFromWhatWasCalled() {
        callEvery(Duration.ofMillis(50), 2000, free);

        free.used(85);

        assertThat(free.perSecond()).isBetween(11.5, 12.5);
        assertThat(free.waitNanos(CODES)).isZero();
        free.sent();
        assertThat(free.waitNanos(CODES)).isPositive();
        pass(Duration.ofSeconds(121));
        assertThat(free.perSecond()).isInfinite();
    }

    @Test
    void whoHardlyCallsIsNotSlowedToACrawl() {
        free.sent();

        free.limited();

        assertThat(free.perSecond()).isEqualTo(5, CLOSE);
    }

    private void callEvery(Duration apart, int calls, AppRate rate) {
        for (int i = 0; i < calls; i++) {
            rate.sent();
            pass(apart);
        }
    }

    private static void empty(AppRate rate) {
        while (rate.waitNanos(CODES) == 0) {
            rate.sent();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
