package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that were asked for together wait behind everything that is due, and delay nothing. */
class DeferredActionsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int PER_SECOND = 50;
    private static final int MANY = 200;

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
    void whatIsDueGoesFirstEvenIfItBecomesDueLater() {
        Instant connected = world.now();
        for (int i = 0; i < MANY; i++) {
            world.read(Fixtures.consented(key(i), connected));
        }
        world.pass(SECOND);
        for (int i = 0; i < MANY; i++) {
            world.requestBehindDue(key(i), "bulk." + i, AccountCommandKind.VERIFY_NOW);
        }
        assertThat(world.pass(SECOND).commands()).hasSize(PER_SECOND);
        assertThat(world.meters().inBacklog()).isEqualTo(MANY - PER_SECOND);
        for (int i = 0; i < PER_SECOND; i++) {
            world.read(Fixtures.consented(
                    "threads-main:due" + i, world.now().minus(Fixtures.LIFETIME).plusSeconds(60)));
        }

        List<RefreshCommand> next = world.pass(SECOND).commands();

        assertThat(next).hasSize(PER_SECOND).allSatisfy(command -> assertThat(command.getAccount())
                .startsWith("threads-main:due"));
        assertThat(world.pass(SECOND).commands())
                .hasSize(PER_SECOND)
                .allSatisfy(command -> assertThat(command.getKind()).isEqualTo(CommandKind.VERIFY));
    }

    @Test
    void waitingOnPurposeIsNotLate() {
        for (int i = 0; i < MANY; i++) {
            world.read(Fixtures.consented(key(i), world.now()));
        }
        for (int i = 0; i < MANY; i++) {
            world.requestBehindDue(key(i), "bulk." + i, AccountCommandKind.REFRESH_NOW);
        }

        world.pass(SECOND).commands().forEach(this::verified);
        world.pass(SECOND);

        assertThat(world.meters().inBacklog()).isPositive();
        assertThat(world.meters().lag()).isLessThanOrEqualTo(SECOND);
    }

    @Test
    void ownPlanThatBecomesDueAnswersIt() {
        world.read(Fixtures.consented(KEY, world.now()));
        block();
        world.requestBehindDue(KEY, "bulk", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        Instant planned = world.status().getNextActionAt();
        assertThat(world.status().getNextAction()).isEqualTo(CommandKind.REFRESH);

        world.pass(Duration.between(world.now(), planned));

        RefreshCommand refresh = ofKey(world.commands());
        assertThat(refresh.getKind()).isEqualTo(CommandKind.REFRESH);
        world.read(Fixtures.refreshed(refresh, world.now()));
        assertThat(world.actions()).contains("bulk REFRESHED");
    }

    @Test
    void commandInFlightAnswersIt() {
        world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
        world.request("one", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        RefreshCommand verify = world.command(CommandKind.VERIFY);

        world.requestBehindDue(KEY, "bulk", AccountCommandKind.REFRESH_NOW);
        verified(verify);

        assertThat(world.actions()).containsExactly("one VERIFIED", "bulk VERIFIED");
        assertThat(world.pass(SECOND).commands()).isEmpty();
        assertThat(world.meters().inBacklog()).isZero();
    }

    @Test
    void requestThatMayNotWaitTakesItAlong() {
        world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
        world.requestBehindDue(KEY, "bulk", AccountCommandKind.VERIFY_NOW)
                .request("one", AccountCommandKind.VERIFY_NOW);

        verified(world.pass(SECOND).command(CommandKind.VERIFY));

        assertThat(world.actions()).containsExactly("one VERIFIED", "bulk VERIFIED");
    }

    @Test
    void secondBulkReplacesTheFirst() {
        world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);

        world.requestBehindDue(KEY, "bulk", AccountCommandKind.VERIFY_NOW)
                .requestBehindDue(KEY, "later", AccountCommandKind.REFRESH_NOW);
        assertThat(world.actions()).containsExactly("bulk REPLACED");
        world.pass(Duration.ofDays(2));

        verified(world.command(CommandKind.VERIFY));
        assertThat(world.actions()).containsExactly("later VERIFIED");
    }

    @Test
    void planOfTheAccountStaysAsItWas() {
        world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
        Instant planned = world.status().getNextActionAt();

        world.requestBehindDue(KEY, "bulk", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        verified(world.command(CommandKind.VERIFY));

        assertThat(world.status().getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.status().getNextActionAt()).isEqualTo(planned);
    }

    @Test
    void endAndConsentAnswerWhatWaits() {
        world.read(Fixtures.consented(KEY, world.now())).read(Fixtures.consented(key(1), world.now()));
        world.requestBehindDue(KEY, "bulk.0", AccountCommandKind.VERIFY_NOW)
                .requestBehindDue(key(1), "bulk.1", AccountCommandKind.VERIFY_NOW);

        world.request("end", AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(Fixtures.consented(key(1), world.now()));

        assertThat(world.actions()).contains("bulk.0 REPLACED", "end DISCONNECTED", "bulk.1 NOT_POSSIBLE");
        assertThat(world.pass(SECOND).meters().inBacklog()).isZero();
    }

    @Test
    void openCircuitBreakerHoldsItBack() {
        for (int i = 0; i < MANY; i++) {
            world.read(Fixtures.consented(key(i), world.now()));
        }
        for (int i = 0; i < 12; i++) {
            world.accountCommand(key(i), AccountCommandKind.VERIFY_NOW);
        }
        world.pass(SECOND).commands().forEach(world::refuse);
        assertThat(world.pass(SECOND).meters().openApps()).containsExactly("threads-main");
        for (int i = 20; i < MANY; i++) {
            world.requestBehindDue(key(i), "bulk." + i, AccountCommandKind.VERIFY_NOW);
        }

        assertThat(world.pass(SECOND).commands()).hasSizeLessThan(PER_SECOND / 2);
        assertThat(world.meters().inBacklog()).isGreaterThan(MANY / 2);
    }

    /** Uses up the app's rate limit with tokens that end soon. */
    private void block() {
        for (int i = 0; i < 2 * PER_SECOND; i++) {
            world.read(Fixtures.consented(
                    key(i), world.now().minus(Fixtures.LIFETIME).plusSeconds(60)));
        }
    }

    private void verified(RefreshCommand command) {
        world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
    }

    private static RefreshCommand ofKey(List<RefreshCommand> commands) {
        return commands.stream()
                .filter(command -> command.getAccount().equals(KEY))
                .findFirst()
                .orElseThrow();
    }

    private static String key(int i) {
        return "threads-main:" + i;
    }
}
