package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider            | orkut",
                "client.id           | 12 34",
                "client.id           | ''",
                "redirect.uri        | http://example.com/back",
                "redirect.uri        | https://example.com/back#here",
                "redirect.uri        | /back",
                "redirect.uri        | https://exa mple.com/",
                "scopes              | threads_basic threads_delete",
                "authorize.url       | http://threads.example/authorize",
                "api.url           | http://graph.example",
                "api.url           | ftp://graph.example",
                "token.url           | http://token.example",
                "refresh.minimum.age | -1h",
                "config.id           | 12 34",
                "config.id           | 4711",
                "system.user         | true",
                "plain.http          | perhaps",
                "cleint.id           | 1"
            })
    void whatCannotWorkIsRefusedByName(String setting, String value) {
        assertThatThrownBy(() -> read(Map.of("apps.one." + setting, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1 problem in")
                .hasMessageContaining("apps.one." + setting + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "client.id", "redirect.uri"})
    void whatHasNoDefaultMustBeSet(String setting) {
        Map<String, String> written = written(Map.of());
        written.remove("apps.one." + setting);

        assertThatThrownBy(() -> SettingsReader.read(Apps.define(new ConfigDef(), MetaDescriptions.CATALOGUE), written))
                .hasMessageContaining("apps.one." + setting + ": must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "facebook, https://graph.facebook.com/v25.0,  v25.0",
        "facebook, https://graph.facebook.com/v25.0/, v25.0",
        "facebook, https://graph.facebook.com,        ''",
        "facebook, https://graph.facebook.com/v25,    ''",
        "threads,  https://graph.threads.net,         v1.0"
    })
    void versionOfTheApiIsThatOfItsAddressOrTheOnlyOne(String provider, String address, String version) {
        AppConfig app = read(Map.of("apps.one.provider", provider, "apps.one.api.url", address));

        assertThat(app.apiVersion().orElse("")).isEqualTo(version);
    }

    @Test
    void defaultsAreThoseOfTheProvider() {
        AppConfig app = read(Map.of());

        assertThat(app)
                .isEqualTo(new AppConfig(
                        "one",
                        MetaDescriptions.THREADS,
                        new ClientCredentials("1234", List.of()),
                        new ConsentConfig(
                                URI.create("https://example.com/back"), List.of("threads_basic"), Optional.empty()),
                        new AppEndpoints(
                                URI.create("https://threads.com/oauth/authorize"),
                                URI.create("https://graph.threads.net"),
                                URI.create("https://graph.threads.net")),
                        new CallLimits(Duration.ofHours(24), OptionalInt.empty())));
    }

    @Test
    void everySettingIsMapped() {
        AppConfig app = read(Map.of(
                "apps.one.provider", "instagram",
                "apps.one.client.id", "99",
                "apps.one.client.secrets", "new, old",
                "apps.one.redirect.uri", "http://localhost:8080/ig",
                "apps.one.scopes", "a,b",
                "apps.one.authorize.url", "http://simulator:8090/oauth/authorize",
                "apps.one.api.url", "http://simulator:8090/graph/",
                "apps.one.refresh.minimum.age", "8s",
                "apps.one.requests.per.second", "7",
                "apps.one.plain.http", "true"));

        assertThat(app)
                .isEqualTo(new AppConfig(
                        "one",
                        MetaDescriptions.INSTAGRAM,
                        new ClientCredentials("99", List.of(Secret.of("new"), Secret.of("old"))),
                        new ConsentConfig(URI.create("http://localhost:8080/ig"), List.of("a", "b"), Optional.empty()),
                        new AppEndpoints(
                                URI.create("http://simulator:8090/oauth/authorize"),
                                URI.create("http://simulator:8090/graph"),
                                URI.create("http://simulator:8090/graph")),
                        new CallLimits(Duration.ofSeconds(8), OptionalInt.of(7))));
    }

    @Test
    void codesAreExchangedWhereTheApiIsUnlessTheProviderHasAPlaceOfItsOwn() {
        assertThat(read(Map.of("apps.one.provider", "instagram")).endpoints().token())
                .isEqualTo(URI.create("https://api.instagram.com"));
        assertThat(read(Map.of("apps.one.provider", "facebook")).endpoints().token())
                .isEqualTo(URI.create("https://graph.facebook.com"));
        assertThat(read(Map.of(
                                "apps.one.provider", "instagram",
                                "apps.one.api.url", "https://graph.example/ig/"))
                        .endpoints()
                        .token())
                .isEqualTo(URI.create("https://graph.example/ig"));
        assertThat(read(Map.of("apps.one.token.url", "https://token.example/"))
                        .endpoints()
                        .token())
                .isEqualTo(URI.create("https://token.example"));
    }

    @Test
    void businessLoginIsNamedByItsConfiguration() {
        AppConfig app = read(Map.of(
                "apps.one.provider", "facebook",
                "apps.one.config.id", "4711",
                "apps.one.system.user", "true"));

        assertThat(app.consent().login()).contains(new ConsentConfig.LoginConfiguration("4711", true));
        assertThat(app.consent().systemUser()).isTrue();
    }

    @Test
    void businessLoginIsFacebooksAndSystemUsersNeedIt() {
        assertThatThrownBy(() -> read(Map.of("apps.one.config.id", "4711"))).hasMessageContaining("apps.one.config.id");
        assertThatThrownBy(() -> read(Map.of("apps.one.provider", "facebook", "apps.one.system.user", "true")))
                .hasMessageContaining("apps.one.system.user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/x", "http://127.0.0.1:1/x", "http://[::1]:1/x"})
    void plainHttpIsAllowedOnThisMachine(String address) {
        assertThat(read(Map.of("apps.one.redirect.uri", address)).consent().redirectUri())
                .isEqualTo(URI.create(address));
    }

    @Test
    void recordRefusesNonsenseByItself() {
        AppConfig app = read(Map.of());

        assertThatThrownBy(() -> new AppConfig(
                        "One!", app.provider(), app.client(), app.consent(), app.endpoints(), app.limits()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("apps.One!.name");
        assertThatThrownBy(() -> new ClientCredentials("12 34", List.of())).hasMessageContaining("client.id");
        assertThatThrownBy(() -> new ConsentConfig(app.consent().redirectUri(), List.of("a b"), Optional.empty()))
                .hasMessageContaining("scopes");
        assertThatThrownBy(() -> new CallLimits(Duration.ofHours(-1), OptionalInt.empty()))
                .hasMessageContaining("refresh.minimum.age");
    }

    private static AppConfig read(Map<String, String> more) {
        return SettingsReader.read(Apps.define(new ConfigDef(), MetaDescriptions.CATALOGUE), written(more))
                .apps()
                .all()
                .get(0);
    }

    private static Map<String, String> written(Map<String, String> more) {
        Map<String, String> written = new HashMap<>(Map.of(
                "apps", "one",
                "apps.one.provider", "threads",
                "apps.one.client.id", "1234",
                "apps.one.redirect.uri", "https://example.com/back"));
        written.putAll(more);
        return written;
    }
}
