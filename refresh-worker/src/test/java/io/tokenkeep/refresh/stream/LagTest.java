package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
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

/** What the metric of lateness shows. */
class LagTest {

    private World world;
    private RefreshCommand refresh;
    private Instant due;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.read(Fixtures.consented(KEY, World.START));
        due = world.status().getNextActionAt();
        assertThat(world.pass(Duration.ofDays(1)).meters().lag()).isZero();
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofDays(37));
        refresh = world.command(CommandKind.REFRESH);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void growsWhileNobodyAnswers() {
        for (int hour = 0; hour < 48; hour++) {
            world.pass(Duration.ofHours(1));
            assertThat(world.meters().lag()).isEqualTo(Duration.between(due, world.now()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "MISCONFIGURED", "KEY_UNKNOWN", "RATE_LIMITED"})
    void growsWhileOthersFaultsAreRetried(FailureClass why) {
        for (int i = 0; i < 5; i++) {
            world.answer(refresh, RefreshResult.TRY_AGAIN, why).pass(Duration.ofSeconds(1));
            assertThat(world.meters().lag()).isEqualTo(Duration.between(due, world.now()));
            world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(7));
            refresh = world.command(CommandKind.REFRESH);
        }
    }

    @Test
    void endsWithTheRefresh() {
        world.pass(Duration.ofHours(5)).commands();
        world.read(Fixtures.refreshed(refresh, world.now())).pass(Duration.ofSeconds(1));

        assertThat(world.meters().lag()).isZero();
    }

    @Test
    void personWhoMustActMakesNothingLate() {
        world.answer(refresh, RefreshResult.REFUSED, FailureClass.USER_ACTION).pass(Duration.ofHours(1));

        assertThat(world.meters().lag()).isZero();
    }
}
