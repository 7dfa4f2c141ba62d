package io.tokenkeep.wire;

import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record nobody could read, set aside as it came: same key and value, with headers that say where it stood and why.
 * What was unreadable may be a secret written in clear by mistake, so the reason never quotes it.
 */
public final class DeadLetter {

    private DeadLetter() {}

    /** The record for {@code dead-letters}. */
    public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS_NAME,
                null,
                record.key(),
                record.value(),
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

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
