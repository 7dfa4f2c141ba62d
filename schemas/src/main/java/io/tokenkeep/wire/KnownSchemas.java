package io.tokenkeep.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * The writer schemas of the past, by fingerprint, so that what an older release wrote stays readable. They lie on the
 * class path under {@code /io/tokenkeep/schema-history}, listed in {@code index.txt}. Immutable.
 */
final class KnownSchemas {

    private static final String HISTORY = "/io/tokenkeep/schema-history/";

    private KnownSchemas() {}

    /** A store that knows {@code current} and every released schema of the same full name. */
    static SchemaStore of(Schema current) {
        SchemaStore.Cache known = new SchemaStore.Cache();
        known.addSchema(current);
        for (String file : lines("index.txt")) {
            Schema past = new Schema.Parser().parse(String.join("\n", lines(file)));
            if (past.getFullName().equals(current.getFullName())) {
                known.addSchema(past);
            }
        }
        return known;
    }

    static List<String> index() {
        return lines("index.txt");
    }

    private static List<String> lines(String file) {
        try (InputStream in = KnownSchemas.class.getResourceAsStream(HISTORY + file)) {
            if (in == null) {
                throw new IllegalStateException("The schema history lacks " + file);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
