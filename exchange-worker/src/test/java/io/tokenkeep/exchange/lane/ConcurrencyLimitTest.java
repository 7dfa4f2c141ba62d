package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final long CALM = 4;
    private static final long LATE = 8;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(1000, CALM, LATE);

    @Test
    void itBeginsWithFew() {
        assertThat(limit.limit()).isEqualTo(16);
        assertThat(new ConcurrencyLimit(3, CALM, LATE).limit()).isEqualTo(3);
    }

    @Test
    void itGrowsToTheMaximumAndNoFurtherWhileTheLoopKeepsUp() {
        for (int i = 0; i < 11; i++) {
            limit.passed(CALM, true);
        }
        assertThat(limit.limit()).isEqualTo(1000);
    }

    @Test
    void itDoesNotGrowUnlessMoreIsWanted() {
        limit.passed(0, false);

        assertThat(limit.limit()).isEqualTo(16);
    }

    @Test
    void itStaysWhereTheLoopIsALittleLate() {
        limit.passed(CALM + 1, true);

        assertThat(limit.limit()).isEqualTo(16);
    }

    @Test
    void itShrinksWhereTheLoopIsLateButNotBelowWhatNeverHurts() {
        for (int i = 0; i < 11; i++) {
            limit.passed(0, true);
        }
        limit.passed(LATE + 1, true);
        assertThat(limit.limit()).isEqualTo(750);

        for (int i = 0; i < 20; i++) {
            limit.passed(LATE + 1, true);
        }

        assertThat(limit.limit()).isEqualTo(64);
    }

    @Test
    void aLateStartKeepsItsFew() {
        limit.passed(LATE + 1, true);

        assertThat(limit.limit()).isEqualTo(16);
    }
}
