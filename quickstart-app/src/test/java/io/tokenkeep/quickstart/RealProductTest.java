package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealProductTest {

    @ParameterizedTest
    @ValueSource(strings = {"threads", "facebook", "instagram"})
    void variablesBeginWithTheNameOfTheProduct(String provider) {
        assertThat(product(provider).settings(complete(provider)).orElseThrow())
                .isEqualTo(Map.of(
                        "provider",
                        provider,
                        "client.id",
                        "123",
                        "client.secrets",
                        "the-secret",
                        "redirect.uri",
                        "https://example.com/" + provider));
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "facebook", "instagram"})
    void aMissingVariableIsNamedAndTheSecretIsNot(String provider) {
        String prefix = provider.toUpperCase(Locale.ROOT);
        for (String missing : List.of("CLIENT_ID", "REDIRECT_URI")) {
            Map<String, String> environment = complete(provider);
            environment.put(prefix + "_" + missing, " ");

            assertThatThrownBy(() -> product(provider).settings(environment))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("set " + prefix + "_" + missing + " in the environment")
                    .hasMessageContaining(
                            "the real " + MetaDescriptions.of(provider).displayName() + " ")
                    .hasMessageNotContaining("the-secret");
        }
    }

    @Test
    void variablesOfAnotherProductDoNotCount() {
        assertThat(product("facebook").settings(complete("instagram"))).isEmpty();
    }

    @Test
    void hostsAndScopesCanBeOthers() {
        Map<String, String> environment = complete("instagram");
        environment.put("INSTAGRAM_SCOPES", "instagram_business_basic");
        environment.put("INSTAGRAM_AUTHORIZE_URL", "https://example.com/authorize");
        environment.put("INSTAGRAM_GRAPH_URL", "https://graph.example.com");
        environment.put("INSTAGRAM_TOKEN_URL", "https://api.example.com");

        assertThat(product("instagram").settings(environment).orElseThrow())
                .containsEntry("scopes", "instagram_business_basic")
                .containsEntry("authorize.url", "https://example.com/authorize")
                .containsEntry("api.url", "https://graph.example.com")
                .containsEntry("token.url", "https://api.example.com");
    }

    @Test
    void facebookAloneHasALoginConfiguration() {
        for (ProviderDescription provider : MetaDescriptions.CATALOGUE.all()) {
            Map<String, String> environment = complete(provider.id());
            String prefix = provider.id().toUpperCase(Locale.ROOT);
            environment.put(prefix + "_CONFIG_ID", "4711");
            environment.put(prefix + "_SYSTEM_USER", "true");

            Map<String, String> settings =
                    new RealProduct(provider).settings(environment).orElseThrow();

            if (provider.equals(MetaDescriptions.FACEBOOK)) {
                assertThat(settings).containsEntry("config.id", "4711").containsEntry("system.user", "true");
            } else {
                assertThat(settings).doesNotContainKeys("config.id", "system.user");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "facebook", "instagram"})
    void servicesAcceptTheSettings(String provider) {
        Map<String, String> environment = complete(provider);
        String prefix = provider.toUpperCase(Locale.ROOT);
        environment.put(prefix + "_SCOPES", "one,two");
        environment.put(prefix + "_AUTHORIZE_URL", "https://example.com/authorize");
        environment.put(prefix + "_GRAPH_URL", "https://graph.example.com/v26.0");
        environment.put(prefix + "_TOKEN_URL", "https://api.example.com");
        environment.put(prefix + "_CONFIG_ID", "4711");

        Map<String, String> settings = new HashMap<>();
        settings.put("apps", "one");
        product(provider)
                .settings(environment)
                .orElseThrow()
                .forEach((name, value) -> settings.put("apps.one." + name, value));

        assertThat(read(settings).provider().id()).isEqualTo(provider);
    }

    private static AppConfig read(Map<String, String> settings) {
        ConfigDef definition = Apps.define(new ConfigDef(), MetaDescriptions.CATALOGUE);
        return SettingsSource.of(settings).settings(definition).apps().all().get(0);
    }

    private static RealProduct product(String provider) {
        return new RealProduct(MetaDescriptions.of(provider));
    }

    private static Map<String, String> complete(String provider) {
        String prefix = provider.toUpperCase(Locale.ROOT);
        return new HashMap<>(Map.of(
                prefix + "_CLIENT_ID", "123",
                prefix + "_CLIENT_SECRET", "the-secret",
                prefix + "_REDIRECT_URI", "https://example.com/" + provider));
    }
}
