package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page about settings says what the services check, or the build fails. */
class SettingsDocumentTest {

    private static final String HOW =
            "docs/settings.md is not what the definitions say. Have it written anew and commit it:"
                    + " mvn -pl quickstart-app -am test -Dtest=SettingsDocumentTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write=true";

    @BeforeAll
    static void writesThePageWhenAskedTo() throws IOException {
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(SettingsDocument.FILE, SettingsDocument.text());
        }
    }

    @Test
    void pageSaysWhatTheDefinitionsSay() {
        assertThat(SettingsDocument.FILE)
                .withFailMessage(HOW)
                .exists()
                .content()
                .withFailMessage(HOW)
                .isEqualTo(SettingsDocument.text());
    }

    @Test
    void everySettingIsExplained() {
        assertThat(SettingsDocument.definitions().values())
                .allSatisfy(definition ->
                        assertThat(definition.configKeys().values()).allSatisfy(SettingsDocumentTest::isExplained));
    }

    private static void isExplained(ConfigKey key) {
        assertThat(key.documentation).as(key.name).isNotBlank();
    }
}
