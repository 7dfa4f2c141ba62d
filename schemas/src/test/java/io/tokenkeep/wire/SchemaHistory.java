package io.tokenkeep.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;

/** The released schemas in the source tree, each with one record's bytes as they were written then. */
final class SchemaHistory {

    static final Path SCHEMAS = Path.of("src/main/resources/io/tokenkeep/schema-history");
    private static final Path RECORDS = Path.of("src/test/resources/io/tokenkeep/golden");

    private SchemaHistory() {}

    /** The files there are, as {@code 0.1/Token.avsc}. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> SCHEMAS.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The bytes that a release wrote. */
    static byte[] record(String file) throws IOException {
        return HexFormat.of().parseHex(Files.readString(recordFile(file)).strip());
    }

    /** Writes what the sources say today as the schemas of a release, except those that an earlier one has too. */
    static void write(String release) throws Exception {
        for (Schema schema : Contract.valueSchemas().toList()) {
            String file = release + "/" + schema.getName() + ".avsc";
            Files.deleteIfExists(SCHEMAS.resolve(file));
            Files.deleteIfExists(recordFile(file));
            if (!released(schema)) {
                store(SCHEMAS.resolve(file), SchemaFormatter.format("json/pretty", schema));
                store(recordFile(file), HexFormat.of().formatHex(encode(schema)));
            }
        }
        store(SCHEMAS.resolve("index.txt"), String.join("\n", files()));
    }

    /** A sample of a current schema, as the current codec writes it. */
    static byte[] encode(Schema schema) {
        return Contract.topics().stream()
                .filter(topic -> topic.codec().schema().getFullName().equals(schema.getFullName()))
                .findFirst()
                .map(topic -> encode(topic.codec()))
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // Samples are of the class the schema belongs to.
    private static <V extends SpecificRecord> byte[] encode(AvroCodec<V> codec) {
        return codec.encode((V) Samples.full(codec.schema()));
    }

    private static boolean released(Schema schema) throws IOException {
        for (String file : files()) {
            Schema past = new Schema.Parser().parse(SCHEMAS.resolve(file).toFile());
            if (past.getFullName().equals(schema.getFullName())
                    && Contract.fingerprint(past) == Contract.fingerprint(schema)) {
                return true;
            }
        }
        return false;
    }

    private static Path recordFile(String file) {
        return RECORDS.resolve(file.replace(".avsc", ".hex"));
    }

    private static void store(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
