package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskStandstillTest {

    private final MutableClock clock = MutableClock.at(Instant.EPOCH);
    private final TaskStandstill standstill = new TaskStandstill(clock);

    @Test
    void tasksThatDoNotActForLongAreNamedWithWhatToMend() {
        assertThat(standstill.problem(6, 0)).isEmpty();
        clock.advance(Duration.ofMinutes(4));
        assertThat(standstill.problem(6, 4)).isEmpty();
        clock.advance(Duration.ofMinutes(1));

        assertThat(standstill.problem(6, 4)).hasValueSatisfying(problem -> assertThat(problem)
                .contains("2 of 6", "1970-01-01T00:00:00Z", "hanging transactions"));
    }

    @Test
    void tasksThatActInBetweenAreWell() {
        assertThat(standstill.problem(6, 5)).isEmpty();
        clock.advance(Duration.ofMinutes(4));
        assertThat(standstill.problem(6, 6)).isEmpty();
        clock.advance(Duration.ofMinutes(4));

        assertThat(standstill.problem(6, 5)).isEmpty();
    }

    @Test
    void instanceThatOwnsNothingIsWell() {
        assertThat(standstill.problem(0, 0)).isEmpty();
        clock.advance(Duration.ofDays(1));

        assertThat(standstill.problem(0, 0)).isEmpty();
    }
}
