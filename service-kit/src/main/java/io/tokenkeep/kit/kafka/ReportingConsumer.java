package io.tokenkeep.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that reports its positions when a record does not fit into memory. Kafka's client unpacks records before our code
 * sees them, without a bound: a few kilobytes may become a gigabyte and end each process that reads them. The error is thrown
 * unchanged.
 */
public final class ReportingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Map<String, Object> settings;
    private final ReadFailures failures;

    public ReportingConsumer(Map<String, Object> settings, ReadFailures failures) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.settings = Map.copyOf(withoutNulls(settings));
        this.failures = failures;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (OutOfMemoryError e) {
            report();
            throw e;
        }
    }

    /** A failure here is dropped, because the error that is being thrown matters more. */
    private void report() {
        try {
            Map<TopicPartition, Long> positions = positions();
            new FailedReadSearch(settings, System::nanoTime)
                    .find(positions)
                    .ifPresentOrElse(failures::found, () -> failures.notFound(positions));
        } catch (RuntimeException | OutOfMemoryError e) {
            failures.notSearched(e);
        }
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            try {
                positions.put(partition, position(partition, Duration.ZERO));
            } catch (KafkaException e) {
                // A partition without a position has not been read.
            }
        }
        return positions;
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> settings) {
        Map<String, Object> some = new HashMap<>(settings);
        some.values().removeIf(value -> value == null);
        return some;
    }
}
