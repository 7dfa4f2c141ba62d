package io.tokenkeep.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** House rules of the schemas, for every one there is. */
class SchemaRulesTest {

    private static final Set<String> COUNTERS = Set.of("sequence");

    static Stream<Schema> records() throws Exception {
        return Contract.sources().stream().filter(schema -> schema.getType() == Type.RECORD);
    }

    static Stream<Schema> enums() throws Exception {
        return Contract.sources().stream().filter(schema -> schema.getType() == Type.ENUM);
    }

    static Stream<Schema> values() throws Exception {
        return Contract.valueSchemas();
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordAndEveryFieldSayWhatTheyAre(Schema record) {
        assertThat(record.getDoc()).as(record.getName()).isNotBlank();
        assertThat(record.getFields()).allSatisfy(field -> assertThat(field.doc())
                .as(record.getName() + "." + field.name())
                .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("enums")
    void enumHasADefaultForWhatANewerWriterSays(Schema symbols) {
        assertThat(symbols.getDoc()).as(symbols.getName()).isNotBlank();
        assertThat(symbols.getEnumDefault()).as(symbols.getName()).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("enums")
    void symbolOfANewerWriterIsReadAsUnknown(Schema symbols) {
        List<String> more = Stream.concat(symbols.getEnumSymbols().stream(), Stream.of("INVENTED_LATER"))
                .toList();
        Schema newer = Schema.createEnum(symbols.getName(), null, symbols.getNamespace(), more, "UNKNOWN");

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(symbols, newer)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyLongIsATimeInMillisecondsOrACounter(Schema record) {
        for (Field field : record.getFields()) {
            branches(field.schema())
                    .filter(schema -> schema.getType() == Type.LONG && !COUNTERS.contains(field.name()))
                    .forEach(schema -> assertThat(schema.getLogicalType())
                            .as(record.getName() + "." + field.name())
                            .isEqualTo(LogicalTypes.timestampMillis()));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void onlyTypesThatEveryLanguageReadsTheSame(Schema record) {
        Set<Type> used = new TreeSet<>();
        record.getFields()
                .forEach(field -> branches(field.schema()).map(Schema::getType).forEach(used::add));

        assertThat(used)
                .isSubsetOf(
                        Type.NULL, Type.BOOLEAN, Type.STRING, Type.INT, Type.LONG, Type.ENUM, Type.ARRAY, Type.RECORD);
    }

    @ParameterizedTest
    @MethodSource("records")
    void idsAreText(Schema record) {
        assertThat(record.getFields())
                .filteredOn(field -> field.name().endsWith("Id"))
                .allSatisfy(field -> assertThat(branches(field.schema()).map(Schema::getType))
                        .as(record.getName() + "." + field.name())
                        .containsAnyOf(Type.STRING)
                        .isSubsetOf(Type.STRING, Type.NULL));
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatMayBeMissingIsMissingByDefault(Schema record) {
        assertThat(record.getFields())
                .filteredOn(field -> field.schema().isNullable())
                .allSatisfy(field -> assertThat(GenericData.get().getDefaultValue(field))
                        .as(record.getName() + "." + field.name())
                        .isNull());
    }

    @Test
    void whatAnyoneMayReadHoldsNothingSealed() throws Exception {
        assertThat(values().filter(schema -> Set.of(
                                "AccountStatus",
                                "AccountEvent",
                                "AuthorizationOutcome",
                                "AppStatus",
                                "DataDeletion",
                                "LostPage")
                        .contains(schema.getName())))
                .hasSize(6)
                .allSatisfy(schema -> assertThat(namesWithin(schema))
                        .doesNotContain("Token", "sealedToken", "sealedCode", "sealedAnswer"));
    }

    @Test
    void eventsHoldNoNames() throws Exception {
        assertThat(values().filter(schema -> schema.getName().equals("AccountEvent")))
                .singleElement()
                .satisfies(
                        schema -> assertThat(namesWithin(schema)).doesNotContain("displayName", "client", "username"));
    }

    private static Set<String> namesWithin(Schema schema) {
        Set<String> names = new TreeSet<>();
        names.add(schema.getType() == Type.RECORD ? schema.getName() : "");
        if (schema.getType() == Type.RECORD) {
            schema.getFields().forEach(field -> {
                names.add(field.name());
                branches(field.schema()).forEach(branch -> names.addAll(namesWithin(branch)));
            });
        }
        return names;
    }

    /** The types a value of this schema may have, of list elements too. */
    private static Stream<Schema> branches(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().flatMap(SchemaRulesTest::branches);
            case ARRAY -> Stream.concat(Stream.of(schema), branches(schema.getElementType()));
            default -> Stream.of(schema);
        };
    }
}
