package io.tokenkeep.refresh.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of the state in Avro's single-object encoding. A changelog outlives the release that wrote it, so the
 * schema of every release that changed it is kept beside the classes. Thread-safe.
 */
public final class StateCodec<T extends SpecificRecord> {

    /** The releases whose schema is kept. */
    static final List<String> RELEASES = List.of("0.1");

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    public StateCodec(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        Schema current = model.getSchema(type);
        this.encoder = new BinaryMessageEncoder<>(model, current);
        this.decoder = new BinaryMessageDecoder<>(model, current, past(current.getName()));
    }

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

    public T decode(byte[] bytes) throws IOException {
        try {
            return decoder.decode(bytes);
        } catch (AvroRuntimeException e) {
            throw new IOException("Written under a schema that is not known", e);
        }
    }

    static Schema schema(String record, String release) {
        String file = "/io/tokenkeep/refresh/state-history/" + release + "/" + record + ".avsc";
        try (InputStream in = StateCodec.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The state history lacks " + file);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaStore past(String record) {
        SchemaStore.Cache past = new SchemaStore.Cache();
        RELEASES.forEach(release -> past.addSchema(schema(record, release)));
        return past;
    }
}
