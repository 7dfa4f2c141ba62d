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
 * The writer schemas of past releases, by fingerprint, so that records of an older release stay readable. They are files
 * in one folder of the class path, each in a folder of its release, and {@code index.txt} lists them. Immutable.
 */
public final class KnownSchemas {

    /** The schemas of the records on the topics. */
    static final KnownSchemas CONTRACT = new KnownSchemas(KnownSchemas.class, "/io/tokenkeep/schema-history/");

    private final Class<?> owner;
    private final String folder;

    /**
     * @param owner a class beside which the folder lies
     * @param folder absolute on the class path, with a slash at its end
     */
    public KnownSchemas(Class<?> owner, String folder) {
        this.owner = owner;
        this.folder = folder;
    }

    /** {@code current} and every released schema of the same full name. */
    Map<Long, Schema> of(Schema current) {
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
    public List<String> index() {
        return lines("index.txt");
    }

    /**
     * One of the schemas that {@link #index} names.
     *
     * @throws IllegalStateException if the folder does not contain it
     */
    public Schema read(String file) {
        return new Schema.Parser().parse(String.join("\n", lines(file)));
    }

    private List<String> lines(String file) {
        try (InputStream in = owner.getResourceAsStream(folder + file)) {
            if (in == null) {
                throw new IllegalStateException("The schema history lacks " + folder + file);
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
