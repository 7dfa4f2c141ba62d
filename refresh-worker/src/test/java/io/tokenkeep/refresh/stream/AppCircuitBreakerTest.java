package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.AppCircuitBreaker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many accounts of an app refused at once: the provider's incident, and not the people's doing. */
class AppCircuitBreakerTest {

    private static final int ACCOUNTS = 40;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        for (int i = 0; i < ACCOUNTS; i++) {
            world.read(Fixtures.consented(key(i), world.now()));
        }
        world.pass(SECOND);
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void nobodyIsDeclaredDeadHoweverLongItLasts() {
        open();
        refuseEverythingUntil(world.now().plus(Duration.ofDays(70)));

        assertThat(world.events())
                .contains(EventKind.EXPIRING)
                .doesNotContain(EventKind.REAUTHORIZATION_REQUIRED, EventKind.RECOVERED);
        assertThat(world.meters().openApps()).containsExactly("threads-main");
    }

    @Test
    void fewerThanTenAreTheirOwnDoing() {
        verifyAll(9).forEach(world::refuse);
        assertThat(world.meters().openApps()).isEmpty();

        world.pass(Duration.ofHours(2));
        world.commands().forEach(world::refuse);

        assertThat(world.events().stream().filter(kind -> kind == EventKind.REAUTHORIZATION_REQUIRED))
                .hasSize(9);
    }

    @Test
    void tenInARowAreAnIncidentHoweverLongItTakes() {
        for (int account = 0; account < 10; account++) {
            assertThat(world.meters().openApps()).isEmpty();
            world.accountCommand(key(account), AccountCommandKind.VERIFY_NOW)
                    .pass(SECOND)
                    .commands()
                    .forEach(world::refuse);
            world.pass(Duration.ofMinutes(20));
            world.commands();
        }

        assertThat(world.pass(SECOND).meters().openApps()).containsExactly("threads-main");
    }

    @Test
    void successBetweenEndsTheRow() {
        for (int account = 0; account < 19; account++) {
            world.accountCommand(key(account), AccountCommandKind.VERIFY_NOW).pass(SECOND);
            if (account == 9) {
                world.commands().forEach(this::verified);
            } else {
                world.commands().forEach(world::refuse);
            }
            world.pass(Duration.ofMinutes(50));
            world.commands();
        }

        assertThat(world.pass(SECOND).meters().openApps()).isEmpty();
    }

    @Test
    void smallShareIsTheirOwnDoing() {
        for (int round = 0; round < 8; round++) {
            verifyAll(ACCOUNTS).forEach(this::verified);
        }
        verifyAll(ACCOUNTS).subList(0, 10).forEach(world::refuse);

        assertThat(world.meters().openApps()).isEmpty();
    }

    @Test
    void tokensPastTheirEndAreNoIncident() {
        Instant issuedAt = world.now().minus(Fixtures.LIFETIME).minus(MINUTE);
        for (int i = ACCOUNTS; i < 2 * ACCOUNTS; i++) {
            world.read(Fixtures.consented(key(i), issuedAt));
        }
        List<RefreshCommand> verifications = world.pass(SECOND).commands();

        verifications.forEach(world::refuse);

        assertThat(verifications).hasSize(ACCOUNTS);
        assertThat(world.pass(SECOND).meters().openApps()).isEmpty();
    }

    @Test
    void looksAtTheDeadAreNoIncident() {
        for (int dead = 0; dead < 18; dead += 6) {
            die(dead, dead + 6);
        }
        List<RefreshCommand> looks = verifyAll(18);

        looks.forEach(world::refuse);

        assertThat(looks).hasSize(18);
        assertThat(world.pass(SECOND).meters().openApps()).isEmpty();
    }

    @Test
    void callsGoOnAsATrickle() {
        open();
        for (int i = 0; i < ACCOUNTS; i++) {
            world.accountCommand(key(i), AccountCommandKind.VERIFY_NOW);
        }

        int calls = 0;
        for (int second = 0; second < 600; second++) {
            List<RefreshCommand> given = world.pass(SECOND).commands();
            calls += given.size();
            given.forEach(world::refuse);
        }

        assertThat(calls).isBetween(9, 11);
    }

    @Test
    void endsByItselfAnHourAfterCallsSucceed() {
        open();
        Instant well = world.now();
        int minutes = 0;
        while (!world.meters().openApps().isEmpty()) {
            world.pass(MINUTE).commands().forEach(this::verified);
            minutes++;
            assertThat(world.now()).isBefore(well.plus(Duration.ofHours(12)));
        }

        assertThat(minutes).isGreaterThan(60);
        assertThat(verifyAll(ACCOUNTS)).hasSize(ACCOUNTS);
    }

    @Test
    void refusalBeforeTheBreakerClosedIsNoEvidenceAfterIt() {
        open();
        while (!world.meters().openApps().isEmpty()) {
            world.pass(MINUTE).commands().forEach(command -> {
                if (command.getAccount().equals(key(0))) {
                    world.answer(command, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
                } else {
                    verified(command);
                }
            });
        }
        world.accountCommand(key(0), AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.events();

        List<RefreshCommand> again = world.commands().stream()
                .filter(command -> command.getAccount().equals(key(0)))
                .toList();
        again.forEach(world::refuse);

        assertThat(again).hasSize(1);
        assertThat(world.events()).doesNotContain(EventKind.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void restartTakesNoRefusalsOfAnOpenBreakerForEvidence() {
        CircuitBreakerFormat format = new CircuitBreakerFormat();
        AppCircuitBreaker before = new AppCircuitBreaker(AppCircuitBreaker.Memory.EMPTY);
        for (int i = 0; i < 10; i++) {
            before.refused(key(i), World.START);
        }

        AppCircuitBreaker after = new AppCircuitBreaker(format.read(format.write(before.memory())));

        assertThat(after.state().open()).isTrue();
        after.succeeded(1, World.START);
        after.tick(World.START.plus(Duration.ofHours(1)));
        AppCircuitBreaker later = new AppCircuitBreaker(format.read(format.write(after.memory())));
        assertThat(later.state().open()).isFalse();
        assertThat(later.state().trusts(World.START)).isFalse();
        assertThat(later.state().trusts(World.START.plus(Duration.ofHours(1)))).isTrue();
    }

    @Test
    void restartForgetsNoCounts() {
        CircuitBreakerFormat format = new CircuitBreakerFormat();
        AppCircuitBreaker before = new AppCircuitBreaker(AppCircuitBreaker.Memory.EMPTY);
        for (int i = 0; i < 9; i++) {
            before.refused(key(i), World.START);
        }

        AppCircuitBreaker after = new AppCircuitBreaker(format.read(format.write(before.memory())));
        after.refused(key(9), World.START);

        assertThat(after.state().open()).isTrue();
    }

    @Test
    void relapseOfTheProviderStartsTheTrickleAnew() {
        AppCircuitBreaker breaker = new AppCircuitBreaker(AppCircuitBreaker.Memory.EMPTY);
        for (int i = 0; i < 10; i++) {
            breaker.refused(key(i), World.START);
        }
        Duration usual = Duration.ofMillis(20);
        breaker.succeeded(1, World.START);
        Instant later = World.START.plus(Duration.ofMinutes(30));
        assertThat(breaker.state().apart(later, usual)).isLessThan(SECOND);

        for (int i = 0; i < 3; i++) {
            breaker.refused("a", later);
        }

        assertThat(breaker.state().apart(later, usual)).isEqualTo(MINUTE);
        breaker.tick(later.plus(Duration.ofDays(1)));
        assertThat(breaker.state().open()).isTrue();
    }

    @Test
    void anotherAppsBreakerStaysClosed() {
        world.read(Fixtures.consented("threads-other:1", world.now()));
        open();

        world.accountCommand("threads-other:1", AccountCommandKind.VERIFY_NOW);

        assertThat(world.pass(SECOND).command(CommandKind.VERIFY).getAccount()).isEqualTo("threads-other:1");
    }

    private void open() {
        verifyAll(ACCOUNTS).forEach(world::refuse);
        world.pass(SECOND).commands();
        assertThat(world.meters().openApps()).containsExactly("threads-main");
    }

    /** Has accounts declared dead, too few at a time to open it, and not without a success between. */
    private void die(int from, int to) {
        world.accountCommand(key(ACCOUNTS - 1), AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.commands().forEach(this::verified);
        for (int round = 0; round < 2; round++) {
            for (int i = from; i < to; i++) {
                world.accountCommand(key(i), AccountCommandKind.VERIFY_NOW);
            }
            world.pass(SECOND).commands().forEach(world::refuse);
            world.pass(Duration.ofMinutes(61));
        }
        world.commands().forEach(command -> world.read(command.getToken()));
        assertThat(world.events().stream().filter(kind -> kind == EventKind.REAUTHORIZATION_REQUIRED))
                .hasSize(to - from);
    }

    private List<RefreshCommand> verifyAll(int accounts) {
        for (int i = 0; i < accounts; i++) {
            world.accountCommand(key(i), AccountCommandKind.VERIFY_NOW);
        }
        return world.pass(SECOND).commands();
    }

    private void verified(RefreshCommand command) {
        world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
    }

    private void refuseEverythingUntil(Instant end) {
        while (world.now().isBefore(end)) {
            world.pass(Duration.ofMinutes(10)).commands().forEach(world::refuse);
        }
    }

    private static String key(int account) {
        return "threads-main:" + account;
    }
}
