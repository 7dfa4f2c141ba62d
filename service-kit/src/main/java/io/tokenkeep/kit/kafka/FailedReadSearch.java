package io.tokenkeep.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Searches the record that does not fit into memory: reads on from the positions of a consumer, one partition and one record at
 * a time, in no group. Ends after {@link #LIMIT}.
 */
final class FailedReadSearch {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(5);

    /** A poll returns at most 500 records, so the failed record is among the next 500. */
    private static final int MOST_RECORDS = 1000;

    /** Settings of a group or of Streams, which the search must not use. */
    private static final List<String> OF_GROUPS = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.CLIENT_ID_CONFIG);

    private final Map<String, Object> settings;
    private final LongSupplier nanoTime;
    private final long end;

    FailedReadSearch(Map<String, Object> settings, LongSupplier nanoTime) {
        this.settings = new HashMap<>(settings);
        this.settings.keySet().removeAll(OF_GROUPS);
        this.settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + LIMIT.toNanos();
    }

    /** Empty if all records can be read now, or the limit is reached. */
    Optional<FailedRead> find(Map<TopicPartition, Long> positions) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet(), CALL);
            Map<TopicPartition, Long> behind =
                    new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
            positions.forEach((partition, position) -> {
                if (position < ends.getOrDefault(partition, 0L)) {
                    behind.put(partition, position);
                }
            });
            for (Map.Entry<TopicPartition, Long> each : behind.entrySet()) {
                TopicPartition partition = each.getKey();
                long last = ends.getOrDefault(partition, 0L);
                consumer.assign(List.of(partition));
                OptionalLong failing = failing(consumer, partition, each.getValue(), last);
                if (failing.isPresent()) {
                    long at = failing.getAsLong();
                    return Optional.of(new FailedRead(partition, at, readableFrom(consumer, partition, at, last)));
                }
            }
            return Optional.empty();
        } finally {
            consumer.close(CloseOptions.timeout(CALL));
        }
    }

    private OptionalLong failing(Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long last) {
        consumer.seek(partition, from);
        for (int i = 0; i < MOST_RECORDS && consumer.position(partition) < last && !isOver(); i++) {
            if (!canPoll(consumer)) {
                return OptionalLong.of(consumer.position(partition));
            }
        }
        return OptionalLong.empty();
    }

    /** All of a batch is unpacked to reach any of its records, so the first offset that can be read may be far behind. */
    private long readableFrom(Consumer<byte[], byte[]> consumer, TopicPartition partition, long failing, long last) {
        long unreadable = failing;
        long readable = Math.min(failing + 1, last);
        while (readable < last && !canRead(consumer, partition, readable)) {
            unreadable = readable;
            readable = Math.min(failing + 2 * (readable - failing), last);
        }
        while (readable - unreadable > 1) {
            long middle = unreadable + (readable - unreadable) / 2;
            if (canRead(consumer, partition, middle)) {
                readable = middle;
            } else {
                unreadable = middle;
            }
        }
        return readable;
    }

    private boolean canRead(Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        if (isOver()) {
            return false;
        }
        consumer.seek(partition, offset);
        return canPoll(consumer);
    }

    private static boolean canPoll(Consumer<byte[], byte[]> consumer) {
        try {
            var unused = consumer.poll(CALL);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private boolean isOver() {
        return nanoTime.getAsLong() - end >= 0;
    }
}
