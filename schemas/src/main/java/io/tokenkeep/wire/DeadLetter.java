package io.tokenkeep.wire;

import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, set aside unchanged: same key and value, with headers for its origin and the reason. The
 * value may be a secret written in clear by mistake, so the reason never quotes it.
 */
public final class DeadLetter {

    /** Below the largest request of a producer (1 MiB by default), with room for the headers. */
    private static final int MOST_BYTES = 1_000_000;

    private DeadLetter() {}

    /** The record for {@code dead-letters}. Without key and value if they are larger than a producer can send. */
    public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, String reason) {
        boolean fits = length(record.key()) + length(record.value()) <= MOST_BYTES;
        return fits ? of(record, true, reason) : placeOf(record, reason);
    }

    /** The record for {@code dead-letters} without key and value, which are larger than the broker accepts. */
    public static ProducerRecord<byte[], byte[]> placeOf(ConsumerRecord<byte[], byte[]> record, String reason) {
        return of(record, false, reason + "; too large to be kept here");
    }

    private static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record, boolean whole, String reason) {
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS_NAME,
                null,
                whole ? record.key() : null,
                whole ? record.value() : null,
                headers(record.topic(), record.partition(), record.offset(), reason));
    }

    /** The headers {@code topic}, {@code partition}, {@code offset}, {@code reason}, all text. */
    public static List<Header> headers(String topic, int partition, long offset, String reason) {
        return List.of(
                header("topic", topic),
                header("partition", Integer.toString(partition)),
                header("offset", Long.toString(offset)),
                header("reason", reason));
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
