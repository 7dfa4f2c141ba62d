package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
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

    private static void connectAll(World world) {
        for (int i = 0; i < ACCOUNTS; i++) {
            world.read(Fixtures.consented("threads-main:" + i, world.now()));
        }
    }
}
