package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.PolicyConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @Test
    void everyCompactedLogHearsOfNobodyOnceADay(@TempDir Path directory) {
        try (World world = new World(directory, PolicyConfig.DEFAULT, World.OPEN, 1)) {
            String nobody = Sweep.nobody(0, 1).toString();
            world.pass(Duration.ofSeconds(1)).pass(Duration.ofHours(23));
            assertThat(world.statusKeys()).isEmpty();

            world.pass(Duration.ofHours(2));

            RefreshCommand onTokens = world.command(CommandKind.PUBLISH);
            assertThat(onTokens.getAccount()).isEqualTo(nobody);
            assertThat(onTokens.getPublishForm()).isEqualTo(PublishForm.NULL);
            assertThat(world.statusKeys()).containsExactly(nobody);
            assertThat(world.links()).containsEntry(nobody, null);
            assertThat(world.pass(Duration.ofHours(1)).commands()).isEmpty();
        }
    }

    @Test
    void itsOwnNullsComeBackAndChangeNothing(@TempDir Path directory) {
        try (World world = new World(directory, PolicyConfig.DEFAULT, World.OPEN, 1)) {
            world.read(Fixtures.consented(Fixtures.KEY, world.now()));
            world.pass(Duration.ofSeconds(1)).pass(Duration.ofHours(25));
            String nobody = world.command(CommandKind.PUBLISH).getAccount();

            world.readNull(nobody).pass(Duration.ofSeconds(1));

            assertThat(world.commands()).isEmpty();
            assertThat(world.deadLetters()).isEmpty();
            assertThat(world.hasStatus()).isTrue();
        }
    }

    @Test
    void eachPartitionHasANobodyOfItsOwn() {
        Set<Integer> reached = IntStream.range(0, 12)
                .map(partition -> BuiltInPartitioner.partitionForKey(
                        Sweep.nobody(partition, 12).toString().getBytes(StandardCharsets.UTF_8), 12))
                .boxed()
                .collect(Collectors.toSet());

        assertThat(reached).hasSize(12);
    }
}
