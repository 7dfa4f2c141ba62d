package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account with which all is well, and the small delays of an ordinary life. */
class LifeTest {

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void consentIsReportedOnceAndHasAStatusWithoutSecrets() {
        Token token = Fixtures.consented(KEY, World.START);

        world.read(token);

        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
        AccountStatus status = world.status();
        assertThat(status.getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(status.getFailureClass()).isEqualTo(FailureClass.NONE);
        assertThat(status.getSealedUnder()).isEqualTo("k1");
        assertThat(status.getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(status.toString()).doesNotContain(token.getSealedToken());
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void tokenIsRefreshedAtHalfOfItsLifeForTwoYears() {
        world.read(Fixtures.consented(KEY, World.START));
        Instant issued = World.START;
        List<Duration> ages = new ArrayList<>();
        while (world.now().isBefore(World.START.plus(Duration.ofDays(730)))) {
            world.passUntilCommand(Duration.ofHours(1), Duration.ofDays(40));
            RefreshCommand command = world.command(CommandKind.REFRESH);
            ages.add(Duration.between(issued, world.now()));
            assertThat(command.getNotAfter()).isEqualTo(world.now().plus(Duration.ofMinutes(10)));
            issued = world.now();
            world.read(Fixtures.refreshed(command, issued));
        }

        assertThat(ages).hasSizeGreaterThan(18).allSatisfy(age -> assertThat(age)
                .isBetween(Duration.ofDays(24), Duration.ofDays(36).plusHours(1)));
        assertThat(world.events().subList(1, ages.size() + 1)).containsOnly(EventKind.REFRESHED);
    }

    @Test
    void commandIsTheSameForTheSameHistory(@TempDir Path other) {
        String first = firstCommand(world).getCommandId();
        try (World twin = new World(other)) {
            assertThat(firstCommand(twin).getCommandId()).isEqualTo(first).hasSize(22);
        }
    }

    @Test
    void accountsAreSpreadOverTheWindow() {
        for (int i = 0; i < 200; i++) {
            world.read(Fixtures.consented("threads-main:" + i, World.START));
        }
        Set<Instant> times = new HashSet<>();
        for (int day = 0; day < 37; day++) {
            world.pass(Duration.ofDays(1));
            world.commands().forEach(command -> times.add(command.getIssuedAt()));
        }

        assertThat(times).hasSizeBetween(12, 13);
    }

    @Test
    void callsOfOneAppArePaced() {
        for (int i = 0; i < 200; i++) {
            world.read(Fixtures.consented("threads-main:" + i, World.START));
        }
        world.read(Fixtures.consented("threads-other:1", World.START));
        world.pass(Duration.ofDays(37));
        List<RefreshCommand> first = world.commands();

        assertThat(first)
                .extracting(RefreshCommand::getAccount)
                .contains("threads-other:1")
                .hasSize(51);
        for (int second = 1; second <= 3; second++) {
            assertThat(world.pass(Duration.ofSeconds(1)).commands()).hasSize(50);
        }
        assertThat(world.pass(Duration.ofSeconds(1)).commands()).isEmpty();
    }

    @Test
    void tokenOfTwentySecondsLivesTheSameLife() {
        Token token = Fixtures.consented(KEY, World.START, Duration.ofSeconds(20), Duration.ofMillis(333));
        world.read(token);
        for (int i = 0; i < 20; i++) {
            Instant issued = world.now();
            world.passUntilCommand(Duration.ofMillis(100), Duration.ofSeconds(14));
            assertThat(Duration.between(issued, world.now())).isGreaterThan(Duration.ofSeconds(7));
            world.read(Fixtures.refreshed(world.command(CommandKind.REFRESH), world.now()));
        }
        assertThat(world.events()).hasSize(21).doesNotContain(EventKind.EXPIRING, EventKind.REFRESH_FAILED);
    }

    @Test
    void statusIsWrittenOnlyWhenItSaysSomethingNew() {
        Token token = Fixtures.consented(KEY, World.START);
        world.read(token);
        assertThat(world.statusChanges()).isEqualTo(1);

        world.read(token).pass(Duration.ofDays(37));

        RefreshCommand command = world.command(CommandKind.REFRESH);
        assertThat(world.statusChanges()).isZero();
        world.read(Fixtures.refreshed(command, world.now()));
        assertThat(world.statusChanges()).isEqualTo(1);
    }

    @Test
    void staleAnswerOnlyPutsTheCommandOff() {
        RefreshCommand command = firstCommand(world);

        world.answer(command, RefreshResult.STALE, FailureClass.NONE);

        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
        assertThat(world.status().getFailures()).isZero();
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(5));
        assertThat(world.command(CommandKind.REFRESH).getCommandId()).isNotEqualTo(command.getCommandId());
    }

    @Test
    void unendingTokenIsVerifiedDaily() {
        world.read(Fixtures.unending(KEY, World.START));

        for (int i = 0; i < 5; i++) {
            Instant before = world.now();
            world.passUntilCommand(Duration.ofMinutes(10), Duration.ofHours(27));
            assertThat(Duration.between(before, world.now())).isGreaterThan(Duration.ofHours(21));
            world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
        }
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
    }

    @Test
    void commandToRefreshOutlivesTheVerificationInFlight() {
        world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofDays(2));
        world.accountCommand(AccountCommandKind.VERIFY_NOW).pass(Duration.ofSeconds(1));
        RefreshCommand verify = world.command(CommandKind.VERIFY);

        world.accountCommand(AccountCommandKind.REFRESH_NOW);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(Duration.ofSeconds(1));

        world.command(CommandKind.REFRESH);
    }

    @Test
    void unchangedAnswerIsNoFailureButTheEndIsWarnedOf() {
        RefreshCommand command = firstCommand(world);

        world.answer(command, RefreshResult.UNCHANGED, FailureClass.NONE);
        Instant answered = world.now();
        world.passUntilCommand(Duration.ofHours(1), Duration.ofDays(20));

        assertThat(Duration.between(answered, world.now())).isGreaterThan(Duration.ofDays(10));
        assertThat(world.status().getFailures()).isZero();
    }

    @Test
    void wishedRefreshComesAtOnceAndATokenTooYoungForItIsVerified() {
        world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofHours(1));

        world.accountCommand(AccountCommandKind.REFRESH_NOW).pass(Duration.ofSeconds(1));
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
        world.pass(Duration.ofDays(1))
                .accountCommand(AccountCommandKind.REFRESH_NOW)
                .pass(Duration.ofSeconds(1));
        world.read(Fixtures.refreshed(world.command(CommandKind.REFRESH), world.now()));

        world.pass(Duration.ofDays(2))
                .accountCommand(AccountCommandKind.VERIFY_NOW)
                .pass(Duration.ofSeconds(1));
        RefreshCommand verify = world.command(CommandKind.VERIFY);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE);
        assertThat(world.status().getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.status().getNextActionAt()).isAfter(world.now().plus(Duration.ofDays(20)));
    }

    private static RefreshCommand firstCommand(World world) {
        world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofDays(37));
        return world.command(CommandKind.REFRESH);
    }
}
