package io.tokenkeep.exchange;

import io.tokenkeep.topic.Topic;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** All records of a topic from its beginning, read further whenever asked. For one thread. */
public final class TopicTail implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public TopicTail(String bootstrapServers, String topic, int partitions) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Everything there is by now, each partition in its order. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return List.copyOf(records);
    }

    /** The first record that fits, which is waited for. */
    public ConsumerRecord<byte[], byte[]> await(Predicate<ConsumerRecord<byte[], byte[]>> fits) {
        Awaitility.await().atMost(LIMIT).until(() -> records().stream().anyMatch(fits));
        return records.stream().filter(fits).findFirst().orElseThrow();
    }

    public static boolean hasKey(ConsumerRecord<byte[], byte[]> record, String key) {
        return record.key() != null && key.equals(new String(record.key(), StandardCharsets.UTF_8));
    }

    public static <V extends SpecificRecord> @Nullable V value(Topic<V> topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : topic.codec().decode(record.value());
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable record on " + topic, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
