package io.tokenkeep.wire;

import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParser;

/** What the contract holds today, found rather than listed, so that nothing new escapes the tests. */
final class Contract {

    private static final Path SOURCES = Path.of("src/main/avro");

    private Contract() {}

    /** Every topic with a typed value. */
    static List<Topic<?>> topics() {
        List<Topic<?>> topics = new ArrayList<>();
        for (Field field : Topics.class.getFields()) {
            try {
                if (field.get(null) instanceof Topic<?> topic) {
                    topics.add(topic);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return topics;
    }

    /** The schemas of the values of topics as they stand in the sources, without what only Java code needs. */
    static Stream<Schema> valueSchemas() throws Exception {
        List<String> values = topics().stream()
                .map(topic -> topic.codec().schema().getFullName())
                .sorted()
                .toList();
        return sources().stream().filter(schema -> values.contains(schema.getFullName()));
    }

    /** Every schema of the sources, nested ones resolved. */
    static List<Schema> sources() throws Exception {
        SchemaParser parser = new SchemaParser();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                parser.parse(file);
            }
        }
        return parser.getParsedNamedSchemas();
    }

    static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
