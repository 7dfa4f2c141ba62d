package io.tokenkeep.refresh.account;

import io.tokenkeep.refresh.state.AccountRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;

/**
 * The record of an account in Avro's single-object encoding. A changelog outlives the release that wrote it, so the
 * schema of every release that changed it is kept beside the classes. Thread-safe.
 */
final class StateCodec {

    /** The releases whose schema is kept. */
    static final List<String> RELEASES = List.of("0.1");

    private final BinaryMessageDecoder<AccountRecord> decoder = AccountRecord.createDecoder(past());

    byte[] encode(AccountRecord value) {
        try {
            ByteBuffer buffer = AccountRecord.getEncoder().encode(value);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AccountRecord decode(byte[] bytes) throws IOException {
        try {
            return decoder.decode(bytes);
        } catch (AvroRuntimeException e) {
            throw new IOException("Written under a schema that is not known", e);
        }
    }

    static Schema schema(String release) {
        String file = "/io/tokenkeep/refresh/state-history/" + release + "/AccountRecord.avsc";
        try (InputStream in = StateCodec.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The state history lacks " + file);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaStore past() {
        SchemaStore.Cache past = new SchemaStore.Cache();
        RELEASES.forEach(release -> past.addSchema(schema(release)));
        return past;
    }
}
