package io.tokenkeep.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever any release wrote is read by the current one. */
class SchemaHistoryTest {

    private static final String HOW = "%s changed, or is new, and the schema history does not know it. If the change is"
            + " meant, have it written under the release it comes with and commit the files:"
            + " mvn -pl schemas -am test -Dtest=SchemaHistoryWriteTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dschemas.write=0.1";

    static List<String> released() {
        return KnownSchemas.CONTRACT.index();
    }

    static Stream<Schema> values() throws Exception {
        return Contract.valueSchemas();
    }

    @ParameterizedTest
    @MethodSource("values")
    void currentSchemaIsInTheHistory(Schema schema) {
        assertThat(released().stream()
                        .map(KnownSchemas.CONTRACT::read)
                        .filter(past -> past.getFullName().equals(schema.getFullName()))
                        .map(Contract::fingerprint))
                .withFailMessage(HOW, schema.getName())
                .contains(Contract.fingerprint(schema));
    }

    @Test
    void indexNamesEveryFile() throws Exception {
        assertThat(released()).isEqualTo(SchemaHistory.files()).doesNotHaveDuplicates();
    }

    @Test
    void sourcesAndGeneratedClassesAreTheSame() throws Exception {
        assertThat(values().map(Contract::fingerprint))
                .containsExactlyInAnyOrderElementsOf(Contract.topics().stream()
                        .map(topic -> Contract.fingerprint(topic.codec().schema()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("released")
    void releasedSchemaResolvesToTheCurrentOne(String file) {
        Schema past = KnownSchemas.CONTRACT.read(file);

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(
                                topic(past).codec().schema(), past)
                        .getResult()
                        .getIncompatibilities())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("released")
    void bytesOfAReleaseAreReadWithAllTheySay(String file) throws Exception {
        Schema past = KnownSchemas.CONTRACT.read(file);
        byte[] bytes = SchemaHistory.record(file);
        GenericRecord written = PlainAvro.read(past, bytes);

        IndexedRecord read = topic(past).codec().decode(bytes);

        for (Field field : past.getFields()) {
            Field now = read.getSchema().getField(field.name());
            if (now != null) {
                assertThat(GenericData.get().toString(read.get(now.pos())))
                        .as(file + ", " + field.name())
                        .isEqualTo(GenericData.get().toString(written.get(field.pos())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void sameRecordIsWrittenToTheSameBytesAsLongAsTheSchemaStays(String file) throws Exception {
        Schema past = KnownSchemas.CONTRACT.read(file);
        boolean current = Contract.fingerprint(past)
                == Contract.fingerprint(topic(past).codec().schema());

        assertThat(SchemaHistory.record(file)).satisfies(bytes -> {
            if (current) {
                assertThat(SchemaHistory.encode(past)).isEqualTo(bytes);
            }
        });
    }

    private static Topic<?> topic(Schema schema) {
        return Contract.topics().stream()
                .filter(topic -> topic.codec().schema().getFullName().equals(schema.getFullName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No topic holds " + schema.getName() + " any more"));
    }
}
