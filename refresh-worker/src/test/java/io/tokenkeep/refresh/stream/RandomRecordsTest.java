package io.tokenkeep.refresh.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that any producer could write: each field within its schema, and often at the edge of what makes sense. */
class RandomRecordsTest {

    private static final int RECORDS = 3000;
    private static final List<String> IDS = List.of("1", "2", "27640875392278831");
    private static final List<String> APPS = List.of("threads-main", "facebook-main");
    private static final List<Topic<?>> TOPICS =
            List.of(Topics.TOKENS, Topics.REFRESH_OUTCOMES, Topics.ACCOUNT_COMMANDS, Topics.REFRESH_WORKER_LINKS);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingThrowsAndNobodyIsForgotten(long seed) throws Exception {
        Random random = new Random(seed);
        int letters = 0;
        try (World world = new World(directory)) {
            for (int i = 0; i < RECORDS; i++) {
                Topic<?> topic = TOPICS.get(random.nextInt(TOPICS.size()));
                String app = APPS.get(random.nextInt(APPS.size()));
                String id = IDS.get(random.nextInt(IDS.size()));
                // The odds of a record in which every field makes sense are small: some is let be.
                Values values = new Values(random, world.now(), app, id, random.nextInt(40));
                GenericRecord value = (GenericRecord) values.of(topic.codec().schema(), "");
                world.raw(topic.name(), (app + ':' + id).getBytes(UTF_8), encoded(value));
                if (random.nextInt(20) == 0) {
                    world.pass(Duration.ofMinutes(random.nextInt(3000)));
                }
                letters += world.deadLetters().size();
                assertThat(world.meters().updatesFailed()).as("record %s", i).isZero();
            }
            world.pass(Duration.ofDays(2)).pass(Duration.ofDays(2));
        }
        // Neither all nor none.
        assertThat(letters).isBetween(RECORDS / 10, RECORDS * 9 / 10);
    }

    private static byte[] encoded(GenericRecord value) throws Exception {
        var bytes = new BinaryMessageEncoder<GenericRecord>(new GenericData(), value.getSchema()).encode(value);
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    /** Draws a value for each schema; one in {@code sense} of those that may make no sense makes none. */
    private record Values(Random random, Instant now, String app, String id, int sense) {

        Object of(Schema schema, String field) {
            return switch (schema.getType()) {
                case RECORD -> record(schema);
                case UNION ->
                    random.nextInt(3) == 0 && !field.equals("sealedToken")
                            ? nullOf(schema)
                            : of(schema.getTypes().get(schema.getTypes().size() - 1), field);
                case ARRAY -> array(schema, field);
                case ENUM ->
                    new GenericData.EnumSymbol(
                            schema,
                            schema.getEnumSymbols()
                                    .get(random.nextInt(schema.getEnumSymbols().size())));
                case STRING -> text(field);
                case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? time() : sequence();
                case INT -> isNonsense() ? -random.nextInt(1000) : random.nextInt(1000);
                case BOOLEAN -> random.nextBoolean();
                default -> throw new IllegalStateException(schema.toString());
            };
        }

        private static Object nullOf(Schema schema) {
            assertThat(schema.getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
            return NONE;
        }

        private GenericRecord record(Schema schema) {
            GenericRecord record = new GenericData.Record(schema);
            for (Schema.Field field : schema.getFields()) {
                Object value = of(field.schema(), field.name());
                record.put(field.name(), value == NONE ? null : value);
            }
            return record;
        }

        private List<Object> array(Schema schema, String field) {
            List<Object> values = new ArrayList<>();
            int size = isNonsense() ? random.nextInt(600) : random.nextInt(3);
            for (int i = 0; i < size; i++) {
                values.add(of(schema.getElementType(), field));
            }
            return values;
        }

        private String text(String field) {
            if (isNonsense()) {
                return List.of("", " ", "a\u0000b", "x".repeat(2000), "no key").get(random.nextInt(5));
            }
            return switch (field) {
                case "app" -> app;
                case "accountId" -> id;
                case "account" -> app + ':' + id;
                case "parentAccount", "targets" -> app + ':' + IDS.get(random.nextInt(IDS.size()));
                default -> "text" + random.nextInt(5);
            };
        }

        private long sequence() {
            return isNonsense() ? random.nextLong() : random.nextInt(5);
        }

        private long time() {
            if (isNonsense()) {
                return random.nextBoolean()
                        ? random.nextLong()
                        : now.plus(Duration.ofDays(1000)).toEpochMilli();
            }
            return now.plusSeconds(random.nextInt(10_000_000) - 9_000_000).toEpochMilli();
        }

        private boolean isNonsense() {
            return sense > 0 && random.nextInt(sense * 10) == 0;
        }

        private static final Object NONE = new Object();
    }
}
