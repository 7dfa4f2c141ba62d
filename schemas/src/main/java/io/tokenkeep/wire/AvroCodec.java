package io.tokenkeep.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's single-object encoding of one record type: marker, fingerprint of the writer's schema, binary body. Reads every
 * schema the project ever released. Thread-safe.
 */
public final class AvroCodec<T extends SpecificRecord> {

    private final Class<T> type;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private AvroCodec(Class<T> type, SpecificData data, Schema schema) {
        this.type = type;
        this.encoder = new BinaryMessageEncoder<>(data, schema);
        this.decoder = new BinaryMessageDecoder<>(data, schema, KnownSchemas.of(schema));
    }

    /** The codec of a generated class. */
    public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        return new AvroCodec<>(type, data, data.getSchema(type));
    }

    /** The bytes of a record. The record must be complete: a missing required field is a mistake of ours. */
    public byte[] encode(T value) {
        try {
            ByteBuffer buffer = encoder.encode(value);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record in these bytes; the exception's message is fit for a dead letter. */
    public T decode(byte[] bytes) throws UnreadableRecordException {
        String wanted = type.getSimpleName();
        try {
            return decoder.decode(bytes);
        } catch (MissingSchemaException e) {
            throw new UnreadableRecordException("schema fingerprint is not one of " + wanted);
        } catch (IOException | RuntimeException e) {
            // What Avro throws on bytes that are not its own is not one type, and its messages may quote the bytes.
            throw new UnreadableRecordException("no Avro single-object encoding of " + wanted + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
