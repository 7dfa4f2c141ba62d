package io.tokenkeep.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The writer schemas of the past, by fingerprint, so that what an older release wrote stays readable. They lie on the
 * class path under {@code /io/tokenkeep/schema-history}, listed in {@code index.txt}.
 */
final class KnownSchemas {

    private static final String HISTORY = "/io/tokenkeep/schema-history/";

    private KnownSchemas() {}

    /** {@code current} and every released schema of the same full name. */
    static Map<Long, Schema> of(Schema current) {
        Map<Long, Schema> known = new HashMap<>();
        for (String file : index()) {
            Schema past = read(file);
            if (past.getFullName().equals(current.getFullName())) {
                known.put(SchemaNormalization.parsingFingerprint64(past), past);
            }
        }
        // Last: a past schema of the same fingerprint may differ in what a fingerprint leaves out.
        known.put(SchemaNormalization.parsingFingerprint64(current), current);
        return known;
    }

    /** The released schemas, as {@code 0.1/Token.avsc}. */
    static List<String> index() {
        return lines("index.txt");
    }

    static Schema read(String file) {
        return new Schema.Parser().parse(String.join("\n", lines(file)));
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
