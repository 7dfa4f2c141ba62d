package io.tokenkeep.refresh;

import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The other services and the curious, as plain clients of a broker. */
public final class Cluster implements AutoCloseable {

    public static final int PARTITIONS = 2;

    private final LocalKafka kafka;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    public Cluster(LocalKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public Admin admin() {
        return admin;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A service on this cluster that ticks often. {@code more} adds to its settings, or replaces them. */
    public RefreshConfig config(String application, Path state, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "refresh.application.id",
                application,
                "state.directory",
                state.toString(),
                "topics.create",
                "true",
                "topics.partitions",
                Integer.toString(PARTITIONS),
                "topics.replication.factor",
                "1",
                "tick.interval",
                "100ms"));
        settings.putAll(more);
        return RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value) {
        send(topic.record(key, value));
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every committed value of a topic, in each partition's order. */
    public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        List<V> values = new ArrayList<>();
        records(topic.name()).forEach(record -> {
            if (record.value() != null) {
                values.add(decode(topic, record.value()));
            }
        });
        return values;
    }

    /** The last value of each key that has one. */
    public <V extends SpecificRecord> Map<String, V> latest(Topic<V> topic) {
        Map<String, V> latest = new LinkedHashMap<>();
        records(topic.name()).forEach(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, decode(topic, record.value()));
            }
        });
        return latest;
    }

    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** How much was ever written by refresh-worker. */
    public Map<String, Integer> written() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of(
                        Topics.REFRESH_COMMANDS.name(),
                        Topics.ACCOUNT_STATUS.name(),
                        Topics.ACCOUNT_EVENTS.name(),
                        Topics.APP_STATUS.name(),
                        Topics.DEAD_LETTERS_NAME)
                .forEach(topic -> counts.put(topic, records(topic).size()));
        return counts;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private static <V extends SpecificRecord> V decode(Topic<V> topic, byte[] bytes) {
        try {
            return topic.codec().decode(bytes);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }
}
