package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenkeep.seal.KeySet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Path directory;

    SettingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void allProblemsAreReportedInOneMessage() {
        Map<String, String> written = Map.of("count", "many", "wait", "soon", "where", "ftp://x", "cuont", "1");

        ConfigException problem =
                catchThrowableOfType(ConfigException.class, () -> SettingsReader.read(definition(), written));

        assertThat(String.valueOf(problem.getMessage()).lines())
                .hasSize(6)
                .anyMatch(line -> line.contains("5 problems"))
                .anyMatch(line -> line.contains("count: Invalid value many"))
                .anyMatch(line -> line.contains("wait: ") && line.contains("60d"))
                .anyMatch(line -> line.contains("where: write an absolute http or https address"))
                .anyMatch(line -> line.contains("needed: must be set. What cannot be guessed."))
                .anyMatch(line -> line.contains("cuont: ") && line.contains("did you mean count?"));
    }

    @Test
    void unknownNameWithoutALikelyMeaningIsRefusedToo() {
        assertThatThrownBy(() -> SettingsReader.read(definition(), Map.of("needed", "x", "completely.different", "x")))
                .hasMessageContaining("completely.different: there is no such setting; remove it");
    }

    @Test
    void kafkaNamesAreUnknownWhereNoKafkaIsNeeded() {
        assertThatThrownBy(() -> SettingsReader.read(definition(), Map.of("needed", "x", "kafka.linger.ms", "5")))
                .hasMessageContaining("kafka.linger.ms");
    }

    @Test
    void defaultsHoldWhereNothingIsWritten() {
        Settings settings = SettingsReader.read(definition(), Map.of("needed", "x"));

        assertThat(settings.integer("count")).isEqualTo(3);
        assertThat(settings.duration("wait")).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.optionalUri("where")).isEmpty();
        assertThat(settings.has("where")).isFalse();
        assertThat(settings.has("key.phrase")).isFalse();
        assertThat(settings.list("words")).isEmpty();
    }

    @Test
    void everyTypeIsRead() {
        Settings settings = SettingsReader.read(
                definition(),
                Map.of(
                        "needed",
                        " text ",
                        "count",
                        "7",
                        "wait",
                        "90s",
                        "where",
                        "https://example.com/x",
                        "ratio",
                        "0.5",
                        "really",
                        "true",
                        "words",
                        "a, b",
                        "key.phrase",
                        "one, two,"));

        assertThat(settings.string("needed")).isEqualTo("text");
        assertThat(settings.integer("count")).isEqualTo(7);
        assertThat(settings.duration("wait")).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.uri("where")).isEqualTo(URI.create("https://example.com/x"));
        assertThat(settings.decimal("ratio")).isEqualTo(0.5);
        assertThat(settings.bool("really")).isTrue();
        assertThat(settings.list("words")).containsExactly("a", "b");
        assertThat(settings.secrets("key.phrase")).containsExactly(Secret.of("one"), Secret.of("two"));
        assertThat(settings.path("needed")).isEqualTo(Path.of("text"));
    }

    @Test
    void keySetIsReadAndWhatIsNoneIsRefusedByName() {
        String jwkSet = KeySet.generate("one", new SecureRandom());

        assertThat(read("key.phrase", jwkSet).keySet("key.phrase").activeKid()).isEqualTo("one");
        assertThatThrownBy(() -> read("key.phrase", "no-jwk-set").keySet("key.phrase"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("key.phrase: ")
                .hasMessageNotContaining("no-jwk-set");
    }

    private static Settings read(String name, String value) {
        return SettingsReader.read(definition(), Map.of("needed", "x", name, value));
    }

    @Test
    void askingForWhatIsNotDefinedIsAMistakeOfTheCode() {
        Settings settings = SettingsReader.read(definition(), Map.of("needed", "x"));

        assertThatThrownBy(() -> settings.string("other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:ABSENT}", "${file:/nowhere/at/all:key}", "${dir:/nowhere:file}", "${vault:a:b}"})
    void placeholderWithNothingBehindItIsAProblem(String placeholder) {
        assertThatThrownBy(() -> SettingsReader.read(definition(), Map.of("needed", placeholder), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("needed: ")
                .hasMessageContaining("1 problem in");
    }

    @Test
    void missingKeyInAFileIsAProblem() throws IOException {
        Path file = Files.writeString(directory.resolve("keys.properties"), "present=hunter2\n");

        assertThatThrownBy(() -> SettingsReader.read(definition(), Map.of("needed", "${file:" + file + ":absent}")))
                .hasMessageContaining("nothing is found at ${file:" + file + ":absent}")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void placeholdersAreReplaced() throws IOException {
        Files.writeString(directory.resolve("keys.properties"), "one=from a file\n");
        Files.writeString(directory.resolve("secret"), "from a directory\n");
        Map<String, String> written = Map.of(
                "needed", "${env:WORD} and more",
                "words", "${file:" + directory.resolve("keys.properties") + ":one}",
                "key.phrase", "${dir:" + directory + ":secret}");

        Settings settings = SettingsReader.read(definition(), written, Map.of("WORD", "from the environment"));

        assertThat(settings.string("needed")).isEqualTo("from the environment and more");
        assertThat(settings.list("words")).containsExactly("from a file");
        assertThat(settings.secret("key.phrase")).isEqualTo(Secret.of("from a directory"));
    }

    private static ConfigDef definition() {
        return new ConfigDef()
                .define(
                        "needed",
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "What cannot be guessed.")
                .define("count", ConfigDef.Type.INT, 3, ConfigDef.Range.atLeast(1), Importance.LOW, "")
                .define(
                        "wait",
                        ConfigDef.Type.STRING,
                        "10m",
                        Durations.atLeast(Duration.ofSeconds(1)),
                        Importance.LOW,
                        "")
                .define("where", ConfigDef.Type.STRING, null, WebUri.validator(), Importance.LOW, "")
                .define("ratio", ConfigDef.Type.DOUBLE, 1.0, Importance.LOW, "")
                .define("really", ConfigDef.Type.BOOLEAN, false, Importance.LOW, "")
                .define("words", ConfigDef.Type.LIST, "", Importance.LOW, "")
                .define("key.phrase", ConfigDef.Type.PASSWORD, null, Importance.LOW, "");
    }
}
