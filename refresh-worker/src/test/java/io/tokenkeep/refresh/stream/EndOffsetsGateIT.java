package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.refresh.Cluster;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gate on a real broker: it waits for what is there, and for nothing else. One partition for all, in order. */
@ExtendWith(KafkaExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndOffsetsGateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TopicPartition TOKENS = new TopicPartition(Topics.TOKENS.name(), 0);

    private Cluster cluster;
    private GapReader gaps;
    private EndOffsetsGate gate;

    @BeforeEach
    void begin(LocalKafka kafka) {
        cluster = new Cluster(kafka);
        InstantSource clock = InstantSource.system();
        new TopicProvisioner(
                        cluster.admin(),
                        new TopicLayout(Cluster.PARTITIONS, (short) 1),
                        kafka.bootstrapServers(),
                        clock,
                        PATIENCE)
                .ensure(Inputs.TOPICS, true);
        Map<String, Object> consumer = new HashMap<>(GapReader.settings());
        consumer.put("bootstrap.servers", kafka.bootstrapServers());
        gaps = new GapReader(consumer, ReadFailures.of("gap-reader-test"), clock);
        gate = new EndOffsetsGate(cluster.admin(), gaps, TopicNames.WITHOUT_PREFIX, clock);
    }

    @AfterEach
    void end() {
        gaps.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void nothingThereIsNothingToWaitFor() {
        StartGate.Watch watch = gate.watch(0);

        await().atMost(PATIENCE).until(() -> watch.passed(topic -> 0));
    }

    @Test
    @Order(2)
    void recordsThatWereThereAreWaitedForAndLaterOnesAreNot() {
        sendToken();
        StartGate.Watch watch = gate.watch(0);
        await().during(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> !watch.passed(topic -> 0));

        sendToken();

        assertThat(watch.passed(topic -> 1)).isTrue();
    }

    @Test
    @Order(3)
    void controlRecordsAtTheEndAreNotWaitedFor() throws Exception {
        abortTransaction();
        long end = endOffset();
        StartGate.Watch watch = gate.watch(0);

        await().atMost(PATIENCE).until(() -> watch.passed(topic -> topic.equals(TOKENS.topic()) ? 2 : 0));
        assertThat(end).isGreaterThan(2);
    }

    @Test
    @Order(4)
    void whatRetentionRemovedIsNotWaitedFor() throws Exception {
        TopicPartition outcomes = new TopicPartition(Topics.REFRESH_OUTCOMES.name(), 0);
        cluster.send(new ProducerRecord<>(outcomes.topic(), outcomes.partition(), new byte[] {1}, new byte[] {2}));
        cluster.admin()
                .deleteRecords(Map.of(outcomes, RecordsToDelete.beforeOffset(1)))
                .all()
                .get(10, TimeUnit.SECONDS);
        long end = endOffset();
        StartGate.Watch watch = gate.watch(0);

        await().atMost(PATIENCE).until(() -> watch.passed(topic -> topic.equals(TOKENS.topic()) ? end : 0));
    }

    private void sendToken() {
        byte[] value = Topics.TOKENS.codec().encode(Fixtures.consented(Fixtures.KEY, Instant.EPOCH));
        cluster.send(new ProducerRecord<>(TOKENS.topic(), TOKENS.partition(), new byte[] {1}, value));
    }

    private long endOffset() throws Exception {
        return cluster.admin()
                .listOffsets(Map.of(TOKENS, OffsetSpec.latest()))
                .partitionResult(TOKENS)
                .get(10, TimeUnit.SECONDS)
                .offset();
    }

    private void abortTransaction() throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "aborts");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(TOKENS.topic(), TOKENS.partition(), new byte[] {1}, new byte[] {2});
            producer.send(record).get(10, TimeUnit.SECONDS);
            producer.abortTransaction();
        }
    }
}
