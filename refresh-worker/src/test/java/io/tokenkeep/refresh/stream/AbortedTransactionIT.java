package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.kit.kafka.ReadFailures;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Streams does when one task's state is lost and the commit of the others fails, as when a broker is away for longer than the
 * delivery time-out: it aborts what all tasks of the thread wrote, and makes again those alone that it found lost.
 */
@ExtendWith(KafkaExtension.class)
class AbortedTransactionIT {

    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final AbortedTransactions aborted = new AbortedTransactions();
    private final Set<String> processed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean loses = new AtomicBoolean();
    private final AtomicBoolean failsCommit = new AtomicBoolean();
    private final AtomicBoolean commits = new AtomicBoolean();

    @Test
    void taskThatIsNotMadeAgainLosesNoRecord(LocalKafka kafka) {
        String lost = keyIn(0);
        String failing = keyIn(1);
        String surviving = keyIn(2);
        try (Cluster cluster = new Cluster(kafka)) {
            provide(cluster);
            try (GapReader gaps =
                            new GapReader(readers(kafka), ReadFailures.of("refresh-worker"), InstantSource.system());
                    KafkaStreams streams = streams(
                            kafka,
                            new EndOffsetsGate(
                                    cluster.admin(), gaps, TopicNames.WITHOUT_PREFIX, InstantSource.system()))) {
                streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
                streams.start();
                consent(cluster, failing);
                consent(cluster, surviving);
                await().atMost(PATIENCE).until(() -> processed.containsAll(Set.of(failing, surviving)));
                assertThat(statuses(cluster)).as("nothing is committed yet").isEmpty();

                loses.set(true);
                cluster.send(
                        Topics.ACCOUNT_COMMANDS,
                        lost,
                        Fixtures.accountCommand(lost, AccountCommandKind.VERIFY_NOW, Instant.now()));
                await().atMost(PATIENCE).until(() -> !loses.get() && !failsCommit.get());
                String later = keyIn(2, 1);
                consent(cluster, later);
                commits.set(true);

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(statuses(cluster)).contains(failing, surviving, later));
            }
        }
    }

    private KafkaStreams streams(LocalKafka kafka, StartGate gate) {
        TaskParts parts = new TaskParts(
                new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT),
                new TickBudget(Duration.ofMillis(100), 500, Duration.ofSeconds(1), 10, 1000),
                gate,
                aborted,
                new RefreshMetrics(new SimpleMeterRegistry(), InstantSource.system()),
                System::nanoTime,
                PARTITIONS,
                TopicNames.WITHOUT_PREFIX);
        Topology topology = RefreshTopology.of(parts)
                .addProcessor(
                        "incident",
                        Incident::new,
                        "from-" + Topics.TOKENS.name(),
                        "from-" + Topics.ACCOUNT_COMMANDS.name());
        return new KafkaStreams(topology, settings(kafka), new Clients());
    }

    /** Sees each record after the refresh processor. A command loses the state of its task. Commits only when the test wants it. */
    private final class Incident implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            context.schedule(Duration.ofMillis(100), PunctuationType.WALL_CLOCK_TIME, now -> {
                if (commits.get()) {
                    context.commit();
                }
            });
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (loses.getAndSet(false)) {
                failsCommit.set(true);
                throw new TaskCorruptedException(Set.of(new TaskId(0, 0)));
            }
            processed.add(new String(record.key(), StandardCharsets.UTF_8));
        }
    }

    /** As the service's clients, with a broker that is away for one record of the commit. */
    private final class Clients extends DefaultKafkaClientSupplier {

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                    boolean fails = record.topic().endsWith("-changelog")
                            && Integer.valueOf(1).equals(record.partition())
                            && failsCommit.getAndSet(false);
                    if (!fails) {
                        return super.send(record, callback);
                    }
                    TimeoutException away = new TimeoutException("the broker is away");
                    callback.onCompletion(null, away);
                    return CompletableFuture.failedFuture(away);
                }

                @Override
                public void beginTransaction() {
                    aborted.begins();
                    super.beginTransaction();
                }

                @Override
                public void abortTransaction() {
                    aborted.aborts();
                    super.abortTransaction();
                }
            };
        }
    }

    private static Map<String, Object> readers(LocalKafka kafka) {
        Map<String, Object> settings = new HashMap<>(GapReader.settings());
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    private Properties settings(LocalKafka kafka) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "aborted");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A stream thread that dies does not leave its group.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1000);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Duration.ofMinutes(5).toMillis());
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                Duration.ofMinutes(10).toMillis());
        return settings;
    }

    private static void provide(Cluster cluster) {
        List<String> topics = Stream.concat(Inputs.TOPICS.stream(), Outputs.TOPICS.stream())
                .distinct()
                .toList();
        TopicLayout layout = new TopicLayout(PARTITIONS, (short) 1);
        new TopicProvisioner(cluster.admin(), layout, cluster.bootstrapServers(), InstantSource.system(), PATIENCE)
                .ensure(topics, true);
    }

    /** An account of this partition. */
    private static String keyIn(int partition) {
        return keyIn(partition, 0);
    }

    private static String keyIn(int partition, int skip) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "threads-main:" + number)
                .filter(key ->
                        Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % PARTITIONS == partition)
                .skip(skip)
                .findFirst()
                .orElseThrow();
    }

    private static void consent(Cluster cluster, String key) {
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, Instant.now()));
    }

    private static Set<String> statuses(Cluster cluster) {
        return cluster.latest(Topics.ACCOUNT_STATUS).keySet();
    }
}
