package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.Cluster;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Streams does when the state of a task is lost, as after a commit that took too long: the same task and the same
 * processor are closed and made again, and the stores restored.
 */
@ExtendWith(KafkaExtension.class)
class ReinitialisedTaskIT {

    private static final int ACCOUNTS = 120;
    private static final int LOSSES = 2;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger toLose = new AtomicInteger();

    @Test
    void taskMadeAgainTwiceTicksOnceAndForgetsNobody(LocalKafka kafka) {
        try (Cluster cluster = new Cluster(kafka)) {
            provide(cluster);
            connect(cluster);
            try (KafkaStreams streams = new KafkaStreams(topology(), settings(kafka))) {
                streams.start();
                for (int loss = 1; loss <= LOSSES; loss++) {
                    int enough = loss * ACCOUNTS / 10;
                    await().atMost(PATIENCE).until(() -> commands(cluster).size() >= enough);
                    toLose.set(1);
                    AccountCommand any =
                            Fixtures.accountCommand(Fixtures.KEY, AccountCommandKind.VERIFY_NOW, Instant.now());
                    cluster.send(Topics.ACCOUNT_COMMANDS, Fixtures.KEY, any);
                    await().atMost(PATIENCE).until(() -> toLose.get() == 0);
                }
                await().atMost(PATIENCE).until(() -> commands(cluster).size() == ACCOUNTS);

                assertThat(commands(cluster).values()).containsOnly(1L);
                assertThat(mended()).isZero();
                assertTicksOnce();
            }
        }
    }

    /** A task that ticks beside its successor makes more ticks than there is time for. */
    private void assertTicksOnce() {
        long before = ticks();
        long began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> ticks() - before >= 30);
        long ticks = ticks() - before;
        long due = (System.nanoTime() - began) / TICK.toNanos() + 1;

        assertThat(ticks).isLessThanOrEqualTo(due + 1);
    }

    /** With a processor in the same task that loses its state, once, when a record comes. */
    private Topology topology() {
        return RefreshTopology.of(parts()).addProcessor("loses", this::loses, "from-" + Topics.ACCOUNT_COMMANDS.name());
    }

    private Processor<byte[], byte[], Void, Void> loses() {
        return record -> {
            if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new TaskCorruptedException(Set.of(new TaskId(0, 0)));
            }
        };
    }

    private TaskParts parts() {
        return new TaskParts(
                new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT),
                new TickBudget(TICK, 500, Duration.ofSeconds(1), 10, 1000),
                World.OPEN,
                new AbortedTransactions(),
                new RefreshMetrics(meters, InstantSource.system()),
                System::nanoTime,
                0,
                TopicNames.WITHOUT_PREFIX);
    }

    private Properties settings(LocalKafka kafka) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "made-again");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return settings;
    }

    private static void provide(Cluster cluster) {
        List<String> topics = Stream.concat(Inputs.TOPICS.stream(), Outputs.TOPICS.stream())
                .distinct()
                .toList();
        TopicLayout layout = new TopicLayout(1, (short) 1);
        new TopicProvisioner(cluster.admin(), layout, cluster.bootstrapServers(), InstantSource.system(), PATIENCE)
                .ensure(topics, true);
    }

    /** Past the middle of its life each is due at once, and the pace makes that take a while. */
    private static void connect(Cluster cluster) {
        Instant consented = Instant.now().minus(Duration.ofDays(45));
        for (int i = 0; i < ACCOUNTS; i++) {
            String key = "threads-main:" + i;
            cluster.send(Topics.TOKENS, key, Fixtures.consented(key, consented));
        }
    }

    private long ticks() {
        return meters.get("tokenkeep.refresh.tick").timer().count();
    }

    private double mended() {
        return meters.get("tokenkeep.refresh.audit.mended").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static Map<String, Long> commands(Cluster cluster) {
        return cluster.values(Topics.REFRESH_COMMANDS).stream()
                .collect(Collectors.groupingBy(RefreshCommand::getAccount, TreeMap::new, Collectors.counting()));
    }
}
