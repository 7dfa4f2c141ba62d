package io.tokenkeep.topic;

import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.AvroSerde;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the contract: name (in {@link Topics} without an installation's prefix), value type, and retention. All keys are
 * UTF-8 text. The topic brings its own serde, so no code can use a wrong one. Immutable, thread-safe.
 */
public record Topic<V extends SpecificRecord>(String name, AvroCodec<V> codec, Keeping keeping) {

    static <V extends SpecificRecord> Topic<V> of(String name, Class<V> type, Keeping keeping) {
        return new Topic<>(name, AvroCodec.of(type), keeping);
    }

    /** The record to send; a null value is a tombstone. */
    public ProducerRecord<byte[], byte[]> record(String key, @Nullable V value) {
        return new ProducerRecord<>(
                name, key.getBytes(StandardCharsets.UTF_8), value == null ? null : codec.encode(value));
    }

    public AvroSerde<V> serde() {
        return new AvroSerde<>(codec);
    }

    @Override
    public String toString() {
        return name;
    }
}
