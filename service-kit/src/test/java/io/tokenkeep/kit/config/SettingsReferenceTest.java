package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    @Test
    void tableHasARowForEachSettingInTheOrderOfTheDefinition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        "z.needed",
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "This | that.\nAnd more.")
                .define(
                        "a.wait",
                        ConfigDef.Type.STRING,
                        "10m",
                        Durations.atLeast(Duration.ofSeconds(1)),
                        Importance.LOW,
                        "Wait.")
                .define("a.key", ConfigDef.Type.PASSWORD, "hunter2", Importance.MEDIUM, "Key.")
                .define("a.none", ConfigDef.Type.INT, null, Importance.LOW, "None.");

        String page = SettingsReference.markdown("the-service", definition);

        assertThat(page).isEqualTo("""
                        ## the-service

                        | setting | type | default | valid | importance | what it is |
                        | --- | --- | --- | --- | --- | --- |
                        | `z.needed` | string | **required** |  | high | This \\| that. And more. |
                        | `a.wait` | string | `10m` | a duration of at least 1s | low | Wait. |
                        | `a.key` | password |  |  | medium | Key. |
                        | `a.none` | int |  |  | low | None. |
                        """);
    }

    @Test
    void sharpBracketsAreNoHtmlAndStayAsTheyAreInCode() {
        ConfigDef definition = new ConfigDef()
                .define(
                        "a.pattern",
                        ConfigDef.Type.STRING,
                        "<name>",
                        ConfigDef.LambdaValidator.with((name, value) -> {}, () -> "a <word>"),
                        Importance.LOW,
                        "For each <app>.");

        assertThat(SettingsReference.markdown("t", definition))
                .contains("| `<name>` | a &lt;word&gt; | low | For each &lt;app&gt;. |");
    }

    @Test
    void everySettingOfAnAppIsExplained() {
        AppSettings.definition(MetaDescriptions.CATALOGUE)
                .configKeys()
                .values()
                .forEach(key -> assertThat(key.documentation).as(key.name).endsWith("."));
        assertThat(SettingsReference.markdown("apps", AppSettings.definition(MetaDescriptions.CATALOGUE)))
                .contains(AppSettings.definition(MetaDescriptions.CATALOGUE).names());
    }
}
