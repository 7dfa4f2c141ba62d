package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that reached their end, and verifications that say neither yes nor no. */
class PastTheEndTest {

    private static final Instant END = World.START.plus(Fixtures.LIFETIME);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.read(Fixtures.consented(KEY, World.START)).pass(Fixtures.LIFETIME);
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void personWhoMustActIsLookedAtSlowlyAfterTheEndToo() {
        fail(world.command(CommandKind.VERIFY), FailureClass.USER_ACTION);

        for (int i = 0; i < 60; i++) {
            world.pass(SECOND);
        }

        assertThat(world.commands()).isEmpty();
        assertThat(world.status().getNextActionAt()).isEqualTo(END.plus(Duration.ofHours(6)));
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_REQUEST", "USER_ACTION", "CODE_SPENT"})
    void secondFailureOfTheAccountAfterAGapIsEvidence(FailureClass why) {
        Instant diedAt = failUntilDead(why);

        assertThat(diedAt).isBetween(END.plus(Duration.ofHours(1)), END.plus(Duration.ofHours(8)));
        assertThat(world.events()).endsWith(EventKind.REAUTHORIZATION_REQUIRED);
        RefreshCommand publish = world.pass(SECOND).command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(publish.getToken().getGoneReason()).isEqualTo(GoneReason.EXPIRED);
        assertThat(world.read(publish.getToken()).pass(Duration.ofDays(30)).commands())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "RATE_LIMITED", "MISCONFIGURED", "KEY_UNKNOWN", "UNKNOWN"})
    void faultOfOthersTellsOfAnEndOnlyADayAfterIt(FailureClass why) {
        Instant diedAt = failUntilDead(why);

        assertThat(diedAt).isBetween(END.plus(Duration.ofDays(1)), END.plus(Duration.ofHours(31)));
        assertThat(world.events()).endsWith(EventKind.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void tokenThatWorksBeyondItsEndIsNotDeclaredDeadByOneFault() {
        RefreshCommand verify = world.command(CommandKind.VERIFY);
        for (int i = 0; i < 10; i++) {
            world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE);
            world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(7));
            verify = world.command(CommandKind.VERIFY);
        }
        assertThat(world.now()).isAfter(END.plus(Duration.ofHours(2)));

        fail(verify, FailureClass.BAD_REQUEST);

        assertThat(world.status().getState()).isNotEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
    }

    private Instant failUntilDead(FailureClass why) {
        fail(world.command(CommandKind.VERIFY), why);
        while (world.status().getState() != StatusState.REAUTHORIZATION_REQUIRED) {
            world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(7));
            fail(world.command(CommandKind.VERIFY), why);
            assertThat(world.now()).isBefore(END.plus(Duration.ofDays(3)));
        }
        return world.now();
    }

    private void fail(RefreshCommand command, FailureClass why) {
        boolean again = why != FailureClass.BAD_REQUEST && why != FailureClass.USER_ACTION;
        world.answer(command, again ? RefreshResult.TRY_AGAIN : RefreshResult.REFUSED, why);
    }
}
