package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that come and go while accounts are due, with a standby replica of each task. */
class RebalanceIT {

    private static final int ACCOUNTS = 400;
    private static final int REBALANCES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final LocalKafka kafka = LocalKafka.start();
    private final Cluster cluster = new Cluster(kafka);
    private final Deque<RefreshService> instances = new ArrayDeque<>();
    private int started;

    @BeforeEach
    void start() {
        startOne();
    }

    @AfterEach
    void end() {
        instances.forEach(each -> each.close(CLOSE));
        cluster.close();
        kafka.close();
    }

    @Test
    void nobodyIsForgottenAndNobodyIsCommandedTwice() {
        // Past the middle of its life each is due at once, and the pace makes that take a while.
        Instant consented = Instant.now().minus(Duration.ofDays(45));
        for (int i = 0; i < ACCOUNTS; i++) {
            String key = "threads-main:" + i;
            cluster.send(Topics.TOKENS, key, Fixtures.consented(key, consented));
        }

        for (int i = 0; i < REBALANCES / 2; i++) {
            int before = commands().size();
            startOne();
            await("commands go on with one more")
                    .atMost(PATIENCE)
                    .until(() -> commands().size() > before + ACCOUNTS / 20);
            int after = commands().size();
            instances.removeFirst().close(CLOSE);
            await("commands go on with one less")
                    .atMost(PATIENCE)
                    .until(() -> commands().size() > after + ACCOUNTS / 20);
        }
        await("everybody is commanded").atMost(PATIENCE).untilAsserted(() -> assertThat(commands())
                .hasSize(ACCOUNTS));

        assertThat(commands().values()).containsOnly(1L);
        assertThat(cluster.latest(Topics.ACCOUNT_STATUS)).hasSize(ACCOUNTS).allSatisfy((key, status) -> assertThat(
                        status.getNextActionAt())
                .isNotNull());
    }

    @Test
    void standbyHasTheStateOfATaskThatRunsElsewhere() {
        String key = "threads-main:standby";
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, Instant.now()));
        startOne();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(tasks("state-1")).isEqualTo(tasks("state-2")).hasSize(Cluster.PARTITIONS));
    }

    private Map<String, Long> commands() {
        return cluster.values(Topics.REFRESH_COMMANDS).stream()
                .filter(command -> command.getKind() == CommandKind.REFRESH)
                .collect(Collectors.groupingBy(RefreshCommand::getAccount, TreeMap::new, Collectors.counting()));
    }

    private Set<String> tasks(String state) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(state), 3)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+_\\d+"))
                    .filter(task -> Files.isDirectory(task.resolve("rocksdb")))
                    .map(task -> task.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private void startOne() {
        RefreshConfig config = cluster.config(
                "rebalance",
                directory.resolve("state-" + ++started),
                Map.of(
                        "app.calls.per.second", "10",
                        "app.commands.outstanding", "1000",
                        "standby.replicas", "1",
                        "leave.group.on.close", "true"));
        instances.addLast(RefreshService.start(config, RefreshProviders.DEFAULT, new SimpleMeterRegistry()));
    }
}
