package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pace of an app does to the commands of many accounts. */
class PaceTest {

    private static final int ACCOUNTS = 500;
    private static final int PER_SECOND = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void standstillDoesNotLetTheQueueGoAtOnce(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            int first = world.pass(Fixtures.LIFETIME).commands().size();

            int afterStandstill = world.pass(Duration.ofMinutes(1)).commands().size();
            int rest = 0;
            for (int i = 0; i < 20; i++) {
                rest += world.pass(SECOND).commands().size();
            }

            assertThat(first).isEqualTo(PER_SECOND);
            assertThat(afterStandstill).isBetween(PER_SECOND, 5 * PER_SECOND);
            assertThat(first + afterStandstill + rest).isEqualTo(ACCOUNTS);
        }
    }

    @Test
    void queueIsGoneAsFastAsThePaceAllows(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            world.pass(Fixtures.LIFETIME).commands();

            for (int second = 1; second < ACCOUNTS / PER_SECOND; second++) {
                assertThat(world.pass(SECOND).commands()).hasSize(PER_SECOND);
            }
        }
    }

    @Test
    void nearestExpiryGoesFirstAfterALongAbsence(@TempDir Path directory) {
        try (World world = new World(directory)) {
            for (int i = 0; i < ACCOUNTS; i++) {
                Duration lifetime = Duration.ofDays(50).plusMinutes(i * 7919 % ACCOUNTS);
                world.read(Fixtures.consented("threads-main:" + i, world.now(), lifetime, Fixtures.MINIMUM_AGE));
            }
            world.pass(Duration.ofDays(45));
            List<RefreshCommand> order = new ArrayList<>(world.commands());
            for (int second = 1; second < ACCOUNTS / PER_SECOND; second++) {
                order.addAll(world.pass(SECOND).commands());
            }

            assertThat(order).hasSize(ACCOUNTS);
            assertThat(order)
                    .extracting(command -> command.getToken().getExpiresAt())
                    .isSorted();
        }
    }

    @Test
    void whatIsPastItsEndGoesAfterWhatCanBeSaved(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            world.pass(Duration.ofDays(1));
            world.read(Fixtures.consented("threads-main:alive", world.now()));
            List<RefreshCommand> first =
                    world.pass(Fixtures.LIFETIME.minus(Duration.ofHours(1))).commands();

            assertThat(first).hasSize(PER_SECOND);
            assertThat(first.get(0).getAccount()).isEqualTo("threads-main:alive");
            assertThat(first.get(0).getKind()).isEqualTo(CommandKind.REFRESH);
            assertThat(first.get(1).getKind()).isEqualTo(CommandKind.VERIFY);
        }
    }

    @Test
    void oneAppsBacklogDoesNotDelayAnother(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            world.pass(Fixtures.LIFETIME).commands();
            world.read(Fixtures.unending("threads-other:1", world.now()));
            world.accountCommand("threads-other:1", AccountCommandKind.VERIFY_NOW);

            assertThat(world.pass(SECOND).commands())
                    .hasSize(PER_SECOND + 1)
                    .anySatisfy(command -> assertThat(command.getAccount()).isEqualTo("threads-other:1"));
        }
    }

    @Test
    void accountInTheBacklogIsWarnedAndLeavesItWithANewConsent(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            world.pass(Duration.ofDays(45)).commands();
            world.events();
            assertThat(world.meters().inBacklog()).isEqualTo(ACCOUNTS - PER_SECOND);

            world.read(Fixtures.consented("threads-main:" + (ACCOUNTS - 1), world.now()));
            assertThat(world.pass(SECOND).meters().inBacklog()).isEqualTo(ACCOUNTS - 2 * PER_SECOND - 1);
            world.events();
            world.pass(Duration.ofDays(9));

            assertThat(world.events()).contains(EventKind.EXPIRING);
        }
    }

    @Test
    void tickEndsAtItsTimeAndLeavesTheRestToTheNext(@TempDir Path directory) {
        try (World world = new World(directory)) {
            connectAll(world);
            world.eachLookTakes(Duration.ofMillis(50));

            int first = world.pass(Fixtures.LIFETIME).commands().size();
            Duration took = world.meters().longestTick();
            world.eachLookTakes(Duration.ZERO);
            int rest = 0;
            for (int second = 0; second <= ACCOUNTS / PER_SECOND; second++) {
                rest += world.pass(SECOND).commands().size();
            }

            assertThat(first).isBetween(1, PER_SECOND - 1);
            assertThat(took).isBetween(World.TICK_TIME.dividedBy(2), World.TICK_TIME.plusMillis(300));
            assertThat(first + rest).isEqualTo(ACCOUNTS);
        }
    }

    private static void connectAll(World world) {
        for (int i = 0; i < ACCOUNTS; i++) {
            world.read(Fixtures.consented("threads-main:" + i, world.now()));
        }
    }
}
