package io.tokenkeep.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.callback.CallbackMain;
import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.PackedZeros;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A record that unpacks to more than the heap ends its reader. Each run says which one it was, so does the next at its
 * start, and what docs/operations.md tells to do lets the service go on behind it.
 */
@ExtendWith(KafkaExtension.class)
class TooLargeRecordIT {

    private static final int PARTITIONS = 2;
    /** The heap has 112: all of it could not be unpacked in it, and this JVM can still make it. */
    private static final int MEGABYTES = 160;

    private static final byte[] NONSENSE = "nonsense".getBytes(UTF_8);

    @TempDir
    private Path directory;

    /** A service, a topic it reads, and the group it reads it with. */
    enum Reader {
        CODES("exchange-worker", ExchangeMain.class, "authorization-codes", "tokenkeep-exchange-codes"),
        PROGRESS("exchange-worker", ExchangeMain.class, "authorization-progress", ""),
        COMMANDS("exchange-worker", ExchangeMain.class, "refresh-commands", "tokenkeep-exchange-commands"),
        ACCOUNT_COMMANDS("refresh-worker", RefreshMain.class, "account-commands", "tokenkeep-refresh-worker"),
        OUTCOMES("callback-service", CallbackMain.class, "authorization-outcomes", "");

        final String service;
        final Class<?> main;
        final String topic;
        final String group;

        Reader(String service, Class<?> main, String topic, String group) {
            this.service = service;
            this.main = main;
            this.topic = topic;
            this.group = group;
        }
    }

    @ParameterizedTest
    @EnumSource
    void serviceSaysWhichRecordItIsAndGoesOnBehindIt(Reader reader, LocalKafka kafka) throws Exception {
        createTopics(kafka);
        send(kafka, reader.topic, "before");
        RecordMetadata packed =
                PackedZeros.send(kafka.bootstrapServers(), reader.topic, "packed".getBytes(UTF_8), MEGABYTES);
        TopicPartition partition = new TopicPartition(packed.topic(), packed.partition());
        String place = "topic=\"" + packed.topic() + "\" partition=\"" + packed.partition() + "\" offset=\""
                + packed.offset() + "\" readableFrom=\"" + (packed.offset() + 1) + "\"";

        try (ChildService first = ChildService.start(reader.main, directory, settings(reader, kafka))) {
            assertThat(first.awaitEnd())
                    .contains("a record does not fit into memory")
                    .contains(place);
            assertThat(first.exitCode()).isNotZero();
        }
        try (ChildService second = ChildService.start(reader.main, directory, settings(reader, kafka))) {
            assertThat(second.awaitEnd()).contains("the last run ended").contains(place);
        }

        stepOver(kafka, reader, partition, packed.offset() + 1);
        long behind = sendTo(kafka, partition);

        try (ChildService third = ChildService.start(reader.main, directory, settings(reader, kafka))) {
            assertThat(third.awaitLine("the last run ended")).contains(place);
            if (reader == Reader.PROGRESS) {
                // What was there when a partition was assigned is told by the log alone.
                assertThat(third.awaitLine("offset=\"" + behind + "\""))
                        .contains("from before this partition was assigned cannot be read");
            } else {
                new DeadLetterReader(kafka.bootstrapServers(), TopicNames.WITHOUT_PREFIX).await(partition, behind);
            }
            assertThat(third.isAlive()).isTrue();
        }
    }

    /** The choice that docs/operations.md leaves to the broker's operator. */
    @Test
    void brokerThatUnpacksRefusesIt(LocalKafka kafka) throws Exception {
        NewTopic topic = new NewTopic("unpacked", 1, (short) 1)
                .configs(Map.of(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        }

        assertThatThrownBy(() -> PackedZeros.send(kafka.bootstrapServers(), "unpacked", NONSENSE, 16))
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    private static void createTopics(LocalKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicProvisioner(
                            admin,
                            new TopicLayout(PARTITIONS, (short) 1),
                            kafka.bootstrapServers(),
                            Clock.systemUTC(),
                            Duration.ofSeconds(60))
                    .ensure(List.copyOf(Topics.catalogue().keySet()), true);
        }
    }

    /** As docs/operations.md has it, with the tools of Kafka. */
    private static void stepOver(LocalKafka kafka, Reader reader, TopicPartition partition, long to) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (reader.group.isEmpty()) {
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(to)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            } else {
                GroupReset.when(admin, reader.group, Map.of(partition, new OffsetAndMetadata(to)));
            }
        }
    }

    private List<String> settings(Reader reader, LocalKafka kafka) {
        List<String> lines = new ArrayList<>(List.of(
                "bootstrap.servers=" + kafka.bootstrapServers(),
                "topics.partitions=" + PARTITIONS,
                "topics.replication.factor=1",
                "management.port=0"));
        if (reader.service.equals("refresh-worker")) {
            lines.add("state.directory=" + directory.resolve("state"));
            lines.add("leave.group.on.close=true");
            lines.add("kafka.session.timeout.ms=6000");
            lines.add("kafka.heartbeat.interval.ms=1000");
            return lines;
        }
        lines.addAll(List.of(
                "codes.keys=" + KeySet.generateUnique("codes", new SecureRandom()),
                "apps=threads-main",
                "apps.threads-main.provider=threads",
                "apps.threads-main.client.id=1",
                "apps.threads-main.client.secrets=secret-of-an-app",
                "apps.threads-main.redirect.uri=https://tokens.example/callback/threads-main"));
        lines.addAll(
                reader.service.equals("callback-service")
                        ? List.of(
                                "public.port=0",
                                "public.url=https://tokens.example",
                                "state.keys=" + KeySet.generateUnique("state", new SecureRandom()))
                        : List.of(
                                "tokens.keys=" + KeySet.generateUnique("tokens", new SecureRandom()),
                                // The offsets of a worker that ended can be moved only after it.
                                "session.timeout=6s"));
        return lines;
    }

    private static void send(LocalKafka kafka, String topic, String key) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), NONSENSE))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static long sendTo(LocalKafka kafka, TopicPartition partition) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            return producer.send(new ProducerRecord<>(
                            partition.topic(), partition.partition(), "behind".getBytes(UTF_8), NONSENSE))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(LocalKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
