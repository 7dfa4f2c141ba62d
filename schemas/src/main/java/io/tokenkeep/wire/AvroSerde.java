package io.tokenkeep.wire;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/**
 * A codec as Kafka's serde; null stays null. The deserializer throws on unreadable bytes, which stops a plain consumer. A
 * consumer that must continue reads bytes and decodes them with {@link AvroCodec}. Thread-safe.
 */
@NullUnmarked // Kafka's interfaces pass null for tombstones without an annotation.
public record AvroSerde<T extends SpecificRecord>(AvroCodec<T> codec) implements Serde<T> {

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : codec.encode(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : codec.decode(bytes);
            } catch (UnreadableRecordException e) {
                throw new SerializationException(e.getMessage());
            }
        };
    }
}
