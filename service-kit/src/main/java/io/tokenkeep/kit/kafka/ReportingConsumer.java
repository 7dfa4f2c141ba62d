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
 * A consumer that says where it was when a record did not fit into memory. Kafka's client unpacks records before any code of
 * ours sees them, without a bound: some kilobytes may become a gigabyte, and end each process that reads them. The error is
 * thrown on as it came.
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

    /** Whatever goes wrong here, the error that is on its way matters more. */
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
