package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.MAIN_SECRET;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.OTHER_ID;
import static io.tokenkeep.exchange.TestSettings.OTHER_SECRET;
import static io.tokenkeep.exchange.TestSettings.redirectUri;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * The outside of an exchange-worker: a broker, a simulator with the two apps of {@link TestSettings}, and eyes on every
 * topic. Closing it searches the worker's logs for secrets.
 */
public final class ExchangeBench implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;

    private final LocalKafka kafka;
    private final Vertx vertx = Vertx.vertx();
    private final LogRecording logs = LogRecording.ofTheWorker();
    private final Simulator simulator;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, TopicTail> tails = new HashMap<>();
    private final List<TestWorker> workers = new ArrayList<>();

    public ExchangeBench(LocalKafka kafka) {
        this.kafka = kafka;
        // A test need not wait a day before it refreshes.
        SimulatorConfig config = SimulatorConfig.defaults()
                .withLifetimes(Lifetimes.DOCUMENTED.withMinimumRefreshAge(Duration.ZERO))
                .withApp(RegisteredApp.of(MAIN_ID, MAIN_SECRET, redirectUri(MAIN)))
                .withApp(RegisteredApp.of(OTHER_ID, OTHER_SECRET, redirectUri(OTHER)));
        this.simulator = Waiting.on(Simulator.start(vertx, config, Clock.systemUTC()));
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        createTopics();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public Simulator simulator() {
        return simulator;
    }

    public LocalKafka kafka() {
        return kafka;
    }

    public TestSettings settings() {
        return TestSettings.running(kafka.bootstrapServers(), PARTITIONS, simulator.baseUri());
    }

    /** A worker that is closed with the bench, if not before. */
    public TestWorker start(TestSettings settings) throws Exception {
        TestWorker worker = new TestWorker(settings);
        workers.add(worker);
        return worker;
    }

    /** The same on a machine whose own clock is ahead. */
    TestWorker startAhead(TestSettings settings, Duration ahead) throws Exception {
        TestWorker worker = new TestWorker(settings, () -> Instant.now().plus(ahead));
        workers.add(worker);
        return worker;
    }

    /** Deletes a topic and waits until no broker knows it. */
    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() ->
                        !admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(topic));
    }

    /** Creates what is missing. */
    void createTopics() {
        new TopicProvisioner(
                        admin,
                        new TopicLayout(PARTITIONS, (short) 1),
                        kafka.bootstrapServers(),
                        Clock.systemUTC(),
                        LIMIT)
                .ensure(List.copyOf(Topics.catalogue().keySet()), true);
    }

    public TopicTail tail(String topic) {
        return tails.computeIfAbsent(topic, name -> new TopicTail(kafka.bootstrapServers(), name, PARTITIONS));
    }

    /** Sends a record and waits for the broker's acknowledgement. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get(30, TimeUnit.SECONDS);
    }

    /** Waits until everything on a topic is committed by its group. */
    public void awaitCommitted(String group, String topic) {
        Awaitility.await().atMost(LIMIT).until(() -> committed(group, topic).equals(ends(topic)));
    }

    /** How many members a group has at the broker. */
    public int members(String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get(30, TimeUnit.SECONDS).values().stream()
                .mapToInt(described -> described.members().size())
                .sum();
    }

    private Map<TopicPartition, Long> committed(String group, String topic) throws Exception {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private Map<TopicPartition, Long> ends(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get(30, TimeUnit.SECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Between two tests of one bench: no worker, no fault, no variant. */
    public void calm() {
        workers.forEach(TestWorker::close);
        workers.clear();
        simulator.faults().clear();
        for (Switch each : Switch.values()) {
            simulator.switches().turnOff(each);
        }
    }

    @Override
    public void close() {
        calm();
        tails.values().forEach(TopicTail::close);
        producer.close();
        admin.close();
        Waiting.on(simulator.close());
        Waiting.on(vertx.close());
        logs.close();
        logs.assertHasNone(simulator.issuedSecrets());
    }
}
