package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.PolicyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many accounts due at once, and workers that are slow or fast. */
class OutstandingTest {

    private static final int ACCOUNTS = 3000;
    private static final int PER_SECOND = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final Deque<RefreshCommand> queue = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();
    private int stale;

    @Test
    void slowWorkersNeverHaveMoreBeforeThemThanTheyAnswerInTime() {
        try (World world = due()) {
            int most = 0;
            for (int second = 0; second < 1800; second++) {
                work(world, 1);
                most = Math.max(most, queue.size());
            }

            assertThat(most).isLessThan(200);
            assertThat(stale).isZero();
            assertThat(done).hasSizeGreaterThan(1700);
        }
    }

    @Test
    void fastWorkersGetTheFullPace() {
        try (World world = due()) {
            for (int second = 0; second < 5; second++) {
                work(world, 1000);
            }
            int before = done.size();
            for (int second = 0; second < 20; second++) {
                work(world, 1000);
            }

            assertThat(done.size() - before).isGreaterThanOrEqualTo(19 * PER_SECOND);
        }
    }

    /** A second of the world, in which the workers take so many commands from their queue. */
    private void work(World world, int answers) {
        world.pass(SECOND);
        queue.addAll(world.commands());
        for (int i = 0; i < answers && !queue.isEmpty(); i++) {
            RefreshCommand command = queue.remove();
            boolean late = world.now().isAfter(command.getNotAfter());
            stale += late ? 1 : 0;
            done.add(command.getAccount());
            if (late) {
                world.answer(command, RefreshResult.STALE, FailureClass.NONE);
            } else if (command.getKind() == CommandKind.REFRESH) {
                world.read(Fixtures.refreshed(command, world.now()));
            } else {
                world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
            }
        }
    }

    private World due() {
        World world = new World(directory, PolicyConfig.DEFAULT, World.OPEN, 0, 10);
        for (int i = 0; i < ACCOUNTS; i++) {
            world.read(Fixtures.consented("threads-main:" + i, world.now()));
        }
        world.pass(Duration.ofDays(45));
        queue.addAll(world.commands());
        return world;
    }
}
