package io.tokenkeep.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding of one record type: two fixed bytes, fingerprint of the writer's schema, binary body. Reads every
 * schema the project ever released. Thread-safe.
 */
public final class AvroCodec<T extends SpecificRecord> {

    private static final short MARKER = (short) 0xC301;
    private static final int HEADER_BYTES = 10;

    private final Class<T> type;
    private final Schema schema;
    private final BinaryMessageEncoder<T> encoder;
    private final Map<Long, DatumReader<T>> readers = new HashMap<>();

    private AvroCodec(Class<T> type, SpecificData data, KnownSchemas history) {
        Schema schema = data.getSchema(type);
        this.type = type;
        this.schema = schema;
        this.encoder = new BinaryMessageEncoder<>(data, schema);
        history.of(schema).forEach((fingerprint, written) -> readers.put(fingerprint, reader(data, written)));
    }

    @SuppressWarnings("unchecked") // Avro's model hands out readers of whatever the schema describes, here T.
    private DatumReader<T> reader(SpecificData data, Schema written) {
        return data.createDatumReader(written, schema);
    }

    /** The codec of a generated class whose records travel on a topic. */
    public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> type) {
        return of(type, KnownSchemas.CONTRACT);
    }

    /** The codec of a generated class whose past schemas lie in a folder of its own. */
    public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> type, KnownSchemas history) {
        return new AvroCodec<>(type, SpecificData.getForClass(type), history);
    }

    /** The schema it writes, and reads everything into. */
    public Schema schema() {
        return schema;
    }

    /** The bytes of a record. The record must be complete: a missing required field is a mistake of the caller. */
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

    /** The record in these bytes; the exception's message quotes no bytes, so it may go into a dead letter. */
    public T decode(byte[] bytes) throws UnreadableRecordException {
        DatumReader<T> reader = readerFor(bytes);
        try {
            // Over an array, unlike over a stream, Avro refuses a length beyond the end before it reserves the memory.
            BinaryDecoder body =
                    DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            T value = reader.read(null, body);
            if (!body.isEnd()) {
                throw new UnreadableRecordException("bytes are left over behind the " + type.getSimpleName());
            }
            return value;
        } catch (IOException | RuntimeException e) {
            // What Avro throws on bytes that are not its own is not one type, and its messages may quote the bytes.
            throw new UnreadableRecordException(
                    "body is no " + type.getSimpleName() + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private DatumReader<T> readerFor(byte[] bytes) throws UnreadableRecordException {
        if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getShort() != MARKER) {
            throw new UnreadableRecordException("no Avro single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(Short.BYTES);
        @Nullable DatumReader<T> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new UnreadableRecordException("schema fingerprint is none of " + type.getSimpleName());
        }
        return reader;
    }
}
