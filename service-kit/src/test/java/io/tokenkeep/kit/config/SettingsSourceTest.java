package io.tokenkeep.kit.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsSourceTest {
    private static final ConfigDef DEFINITION =
            new ConfigDef().define("foo.bar", ConfigDef.Type.STRING, "default", Importance.LOW, "A word.");

    private final Path directory;

    SettingsSourceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void missingFileIsNamed() {
        Path missing = directory.resolve("missing.properties");

        assertThatThrownBy(() -> SettingsSource.load(missing, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void brokenFileIsNotQuoted() throws IOException {
        Path broken = file("secret=\\u12xyhunter2");

        assertThatThrownBy(() -> SettingsSource.load(broken, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasNoCause()
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void fourUnderscoresAreRefused() {
        assertThatThrownBy(() -> SettingsSource.load(null, Map.of("TOKENKEEP_A____B", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("TOKENKEEP_A____B");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENKEEP_FOO_BAR, foo.bar",
        "TOKENKEEP_APPS_THREADS__MAIN_CLIENT_ID, apps.threads-main.client.id",
        "TOKENKEEP_KAFKA_ODD___NAME, kafka.odd_name",
        "TOKENKEEP_APPS, apps"
    })
    void variableNamesBecomeSettingNames(String variable, String setting) {
        assertThat(SettingsSource.settingName(variable)).isEqualTo(setting);
    }

    @Test
    void fileIsReadInUtf8() throws IOException {
        Settings settings = SettingsSource.load(file("foo.bar = Zoë"), Map.of()).settings(DEFINITION);

        assertThat(settings.string("foo.bar")).isEqualTo("Zoë");
    }

    @Test
    void environmentWinsOverTheFile() throws IOException {
        Settings settings = SettingsSource.load(file("foo.bar=file"), Map.of("TOKENKEEP_FOO_BAR", "environment"))
                .settings(DEFINITION);

        assertThat(settings.string("foo.bar")).isEqualTo("environment");
    }

    @Test
    void otherVariablesAndThoseForLoggingAreNotSettings() {
        Map<String, String> environment = Map.of("PATH", "/bin", "TOKENKEEP_LOG_LEVEL", "DEBUG");

        Settings settings = SettingsSource.load(null, environment).settings(DEFINITION);

        assertThat(settings.describe()).containsOnlyKeys("foo.bar");
    }

    private Path file(String content) throws IOException {
        return Files.write(directory.resolve("settings.properties"), content.getBytes(UTF_8));
    }
}
