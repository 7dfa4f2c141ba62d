package io.tokenkeep.refresh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.Fixtures;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class OutstandingCommandsTest {

    private static final String APP = "threads-main";
    private static final int LEAST = 10;

    private final OutstandingCommands outstanding = new OutstandingCommands(LEAST, PolicyConfig.DEFAULT);
    private final Deque<String> waiting = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private int given;

    @Test
    void withoutAnyAnswerNoMoreThanTheLeastIsOutstanding() {
        give(1000);

        assertThat(waiting).hasSize(LEAST);
        assertThat(outstanding.free("another", now)).isEqualTo(LEAST);
    }

    @Test
    void slowWorkersAreGivenWhatTheyAnswerInAQuarterOfALifetime() {
        for (int second = 0; second < 1200; second++) {
            give(50);
            answer(1, true);
            now = now.plusSeconds(1);
            // One a second for a quarter of ten minutes.
            assertThat(waiting).hasSizeLessThanOrEqualTo(152);
        }
        assertThat(waiting).hasSizeGreaterThan(120);
    }

    @Test
    void fastWorkersSoonGetAllTheyCanAnswer() {
        for (int second = 0; second < 5; second++) {
            give(50);
            answer(50, true);
            now = now.plusSeconds(1);
        }

        assertThat(outstanding.free(APP, now)).isGreaterThan(50);
    }

    @Test
    void anAnswerThatCameTooLateHalvesTheBound() {
        for (int second = 0; second < 60; second++) {
            give(50);
            answer(50, true);
            now = now.plusSeconds(1);
        }
        give(1);
        int before = outstanding.free(APP, now);

        answer(1, false);

        assertThat(outstanding.free(APP, now)).isBetween(before / 2 - 1, before / 2 + 2);
    }

    @Test
    void commandsNobodyAnswersAreGivenUpAndMakeRoom() {
        give(1000);
        now = now.plus(PolicyConfig.DEFAULT.answers().commandLifetime())
                .plus(PolicyConfig.DEFAULT.answers().limit());

        assertThat(outstanding.free(APP, now)).isEqualTo(LEAST);
    }

    @Test
    void answersToWhatIsNotKnownChangeNothing() {
        give(1000);
        for (int i = 0; i < 1000; i++) {
            outstanding.answered(APP, "of before the start " + i, now, true);
        }

        assertThat(outstanding.free(APP, now)).isZero();
    }

    @Test
    void neverMoreThanTenThousand() {
        for (int i = 0; i < 100; i++) {
            give(10_000);
            answer(10_000, true);
        }
        give(100_000);

        assertThat(waiting).hasSize(10_000);
    }

    private void give(int most) {
        int free = Math.min(most, outstanding.free(APP, now));
        for (int i = 0; i < free; i++) {
            RefreshCommand command = RefreshCommand.newBuilder()
                    .setCommandId("command " + given++)
                    .setAccount(Fixtures.KEY)
                    .setKind(CommandKind.VERIFY)
                    .setToken(Fixtures.consented(Fixtures.KEY, now))
                    .setIssuedAt(now)
                    .setNotAfter(now.plus(PolicyConfig.DEFAULT.answers().commandLifetime()))
                    .build();
            outstanding.given(APP, command);
            waiting.add(command.getCommandId());
        }
    }

    private void answer(int most, boolean inTime) {
        for (int i = 0; i < most && !waiting.isEmpty(); i++) {
            outstanding.answered(APP, waiting.remove(), now, inTime);
        }
    }
}
