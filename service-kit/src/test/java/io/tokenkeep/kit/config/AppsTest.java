package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppsTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/one", "https://other.example/one", "https://example.com/one/"})
    void onePathForTwoAppsIsRefusedNamingBoth(String redirect) {
        assertThatThrownBy(() -> read(Map.of("apps.two.redirect.uri", redirect)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("apps.two.redirect.uri")
                .hasMessageContaining("as app one has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "One", "a b", "a.b", "one,one", "abcdefghijklmnopqrstuvwxyz-01234567"})
    void listThatNamesNoAppsIsTheOnlyProblemReported(String names) {
        assertThatThrownBy(() -> read(Map.of("apps", names)))
                .hasMessageContaining("apps: ")
                .hasMessageContaining("1 problem in");
    }

    @Test
    void settingsOfAnAppThatIsNotListedAreRefused() {
        assertThatThrownBy(() -> read(Map.of("apps.seventeen.client.id", "1")))
                .hasMessageContaining("apps.seventeen.client.id: the app is not listed in apps");
    }

    @Test
    void problemsOfAllAppsAreReportedAtOnce() {
        assertThatThrownBy(() -> read(Map.of("apps.one.client.id", "", "apps.two.provider", "x")))
                .hasMessageContaining("apps.one.client.id")
                .hasMessageContaining("apps.two.provider");
    }

    @Test
    void whoExchangesCodesNeedsASecretForEveryApp() {
        Apps apps = read(Map.of("apps.one.client.secrets", "hunter2"));

        assertThatThrownBy(apps::requireSecrets)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("apps.two.client.secrets: must be set")
                .message()
                .doesNotContain("apps.one");
    }

    @Test
    void appsKeepTheirOrderAndAreFoundByName() {
        Apps apps = read(Map.of("apps", "two,one"));

        assertThat(apps.all()).extracting(AppConfig::name).containsExactly("two", "one");
        assertThat(apps.find("one")).map(app -> app.client().id()).contains("1");
        assertThat(apps.find("three")).isEmpty();
    }

    private static Apps read(Map<String, String> more) {
        Map<String, String> written = new HashMap<>(Map.of("apps", "one,two"));
        for (String name : new String[] {"one", "two"}) {
            written.put("apps." + name + ".provider", "threads");
            written.put("apps." + name + ".client.id", "1");
            written.put("apps." + name + ".redirect.uri", "https://example.com/" + name);
        }
        written.putAll(more);
        return SettingsReader.read(Apps.define(new ConfigDef(), MetaDescriptions.CATALOGUE), written)
                .apps();
    }
}
