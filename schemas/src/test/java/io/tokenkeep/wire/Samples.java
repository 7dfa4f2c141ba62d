package io.tokenkeep.wire;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Records made by walking a schema, always the same for the same schema, so that a new field is in every test. */
final class Samples {

    private static final Instant START = Instant.parse("2026-11-23T08:15:30.123Z");
    private static final long BEYOND_DOUBLES = (1L << 53) + 1;

    private Samples() {}

    /** A record with every field set, optional ones and lists included. */
    static SpecificRecord full(Schema schema) {
        SpecificRecord record = empty(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field, field.schema())));
        return record;
    }

    /** A record with nothing set but what has no default. */
    static SpecificRecord minimal(Schema schema) {
        SpecificRecord record = empty(schema);
        for (Field field : schema.getFields()) {
            record.put(
                    field.pos(),
                    field.hasDefaultValue()
                            ? SpecificData.get().getDefaultValue(field)
                            : required(field, field.schema()));
        }
        return record;
    }

    private static SpecificRecord empty(Schema schema) {
        return (SpecificRecord) SpecificData.get().newRecord(null, schema);
    }

    private static Object required(Field field, Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? minimal(schema) : value(field, schema);
    }

    private static Object value(Field field, Schema schema) {
        return switch (schema.getType()) {
            case STRING -> text(field.name());
            case BOOLEAN -> true;
            case INT -> 368 + field.pos();
            case LONG ->
                schema.getLogicalType() == LogicalTypes.timestampMillis()
                        ? START.plusSeconds(field.pos())
                        : (Object) (BEYOND_DOUBLES + 2L * field.pos());
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(schema.getEnumSymbols().size() - 1),
                                schema);
            case ARRAY -> List.of(value(field, schema.getElementType()), value(field, schema.getElementType()));
            case UNION -> value(field, notNull(schema));
            case RECORD -> full(schema);
            default -> throw new AssertionError("The contract has had no " + schema.getType() + " so far");
        };
    }

    private static Schema notNull(Schema union) {
        return Objects.requireNonNull(union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(null));
    }

    private static String text(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        if (name.equals("accountid")) {
            return "27640875392278831";
        }
        return name.endsWith("account") ? "threads-main:27640875392278831" : field + " · Zoë 🌱";
    }
}
