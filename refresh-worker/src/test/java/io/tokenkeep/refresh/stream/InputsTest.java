package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records nobody can read, and the gate before the first tick. */
class InputsTest {

    @ParameterizedTest
    @ValueSource(strings = {"tokens", "refresh-outcomes", "account-commands"})
    void unreadableRecordIsSetAsideAndTheNextOneRead(String topic, @TempDir Path directory) {
        try (World world = new World(directory)) {
            world.raw(topic, KEY.getBytes(UTF_8), "plain words".getBytes(UTF_8));
            world.read(Fixtures.consented(KEY, world.now()));

            assertThat(world.deadLetters()).hasSize(1).allSatisfy(dead -> {
                assertThat(dead.key()).isEqualTo(KEY);
                assertThat(dead.value()).isEqualTo("plain words".getBytes(UTF_8));
                assertThat(header(dead, "topic")).isEqualTo(topic);
                assertThat(header(dead, "offset")).isEqualTo("0");
                assertThat(header(dead, "reason")).isNotBlank().doesNotContain("words");
            });
            assertThat(world.events()).containsExactly(EventKind.CONNECTED);
        }
    }

    @Test
    void strangeKeysAndMissingValuesAreSetAside(@TempDir Path directory) {
        try (World world = new World(directory)) {
            byte[] token = Topics.TOKENS.codec().encode(Fixtures.consented(KEY, world.now()));

            world.raw("tokens", null, token);
            world.raw("tokens", "no-colon".getBytes(UTF_8), token);
            world.raw("tokens", new byte[] {'a', ':', (byte) 0xff}, token);
            world.raw("tokens", "threads-main:another".getBytes(UTF_8), token);
            world.raw("refresh-outcomes", KEY.getBytes(UTF_8), null);
            world.raw("account-commands", KEY.getBytes(UTF_8), null);

            assertThat(world.deadLetters()).hasSize(6);
            assertThat(world.events()).isEmpty();
        }
    }

    @Test
    void recordTooLargeToBeSetAsideLeavesItsPlaceAndReason(@TempDir Path directory) {
        try (World world = new World(directory)) {
            world.raw("tokens", KEY.getBytes(UTF_8), new byte[1_040_000]);

            assertThat(world.deadLetters()).hasSize(1).allSatisfy(dead -> {
                assertThat(dead.value()).isNull();
                assertThat(header(dead, "topic")).isEqualTo("tokens");
                assertThat(header(dead, "offset")).isEqualTo("0");
                assertThat(header(dead, "reason")).contains("too large");
            });
        }
    }

    @Test
    void nothingIsDoneBehindAClosedGate(@TempDir Path directory) {
        AtomicBoolean open = new AtomicBoolean();
        try (World world = new World(directory, PolicyConfig.DEFAULT, partition -> next -> open.get())) {
            world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofDays(37));
            assertThat(world.commands()).isEmpty();

            open.set(true);

            assertThat(world.pass(Duration.ofSeconds(1)).command(CommandKind.REFRESH))
                    .isNotNull();
        }
    }

    @Test
    void gateSeesHowFarTheTaskHasRead(@TempDir Path directory) {
        StartGate afterTwoTokens = partition -> next -> next.applyAsLong("tokens") == 2;
        try (World world = new World(directory, PolicyConfig.DEFAULT, afterTwoTokens)) {
            world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofDays(37));
            assertThat(world.commands()).isEmpty();

            world.read(Fixtures.consented("threads-main:2", world.now())).pass(Duration.ofSeconds(1));

            assertThat(world.commands()).hasSize(1);
        }
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
