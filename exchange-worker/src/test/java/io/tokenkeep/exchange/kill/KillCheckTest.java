package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.kill.KillCheck.Freeze;
import io.tokenkeep.simulator.registry.Presentation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is to blame for an answer that was lost. */
class KillCheckTest {

    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void answerWhoseCheckpointTookSecondsOnABusyMachineWasLostToTheKill() {
        assertThat(isByAnother(10, 25, List.of(START, at(20)), List.of())).isTrue();
    }

    @Test
    void codeThatTheSameWorkerPresentedAgainWasLostToNoKill() {
        assertThat(isByAnother(10, 11, List.of(START, at(20)), List.of())).isFalse();
        assertThat(isByAnother(21, 22, List.of(START, at(20)), List.of())).isFalse();
    }

    @Test
    void codePresentedAgainWhileItsWorkerStoodStillWasLostToThat() {
        List<Freeze> freezes = List.of(new Freeze(at(11), at(40)));

        assertThat(isByAnother(10, 30, List.of(START), freezes)).isTrue();
        assertThat(isByAnother(10, 50, List.of(START), freezes)).isTrue();
        assertThat(isByAnother(8, 9, List.of(START), freezes)).isFalse();
        assertThat(isByAnother(41, 42, List.of(START), freezes)).isFalse();
    }

    private static boolean isByAnother(int first, int second, List<Instant> starts, List<Freeze> freezes) {
        return KillCheck.isByAnother(
                presentation(first, Presentation.Result.ISSUED),
                presentation(second, Presentation.Result.USED),
                starts,
                freezes);
    }

    private static Presentation presentation(int second, Presentation.Result result) {
        return new Presentation(at(second), at(second), result, Presentation.Delivery.ANSWERED);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
