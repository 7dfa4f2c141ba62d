package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.callback.consent.CodeBounds;
import io.tokenkeep.callback.provider.Freshness;
import io.tokenkeep.kit.broker.PublishLimits;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.http.ConnectionLimits;
import io.tokenkeep.kit.http.ListenerConfig;
import io.tokenkeep.kit.http.TrustedProxies;
import io.tokenkeep.topic.TopicLayout;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackConfigTest {

    @ParameterizedTest
    @CsvSource({
        "public.port, 70000, public.port",
        "public.url, ftp://x, public.url",
        "public.url, https://x.example/path, public.url: leave out path",
        "public.url, https://x.example/?a=b, public.url: leave out path",
        "public.connections, 0, public.connections",
        "state.keys, {}, state.keys: A key set is",
        "codes.keys, nonsense, codes.keys: A key set is",
        "state.lifetime, 0s, state.lifetime",
        "state.lifetime, 2d, state.lifetime",
        "publish.timeout, 1ms, publish.timeout",
        "publish.in.flight, 0, publish.in.flight",
        "outcomes.lookback, 8d, outcomes.lookback",
        "outcomes.lookback, 59m, outcomes.lookback",
        "link.codes.per.hour, 0, link.codes.per.hour",
        "start.page.refused.codes.per.hour, 0, start.page.refused.codes.per.hour",
        "signed.request.longest.ahead, 366d, signed.request.longest.ahead",
        "outcomes.limit, 0, outcomes.limit",
        "topics.partitions, 0, topics.partitions",
        "topics.replication.factor, 0, topics.replication.factor",
        "topic.create, true, topics.create",
        "kafka.acks, 1, kafka.acks",
        "apps.other.redirect.uri, http://localhost:8080/callback/threads, apps.other.redirect.uri",
        "apps.other.redirect.uri, http://localhost:8080/, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080, apps.other.redirect.uri: write its path",
        "apps.other.redirect.uri, http://localhost:8080/connect/x, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080/paste, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080/authorizations/x, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080/deletion/x, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080/callback/other/delete, apps.other.redirect.uri: needs a path",
        "apps.other.redirect.uri, http://localhost:8080/callback/x/deauthorize, apps.other.redirect.uri: needs a path",
        "signed.request.longest.age, 1s, signed.request.longest.age",
        "deletions.limit, 0, deletions.limit",
        "apps.other.redirect.uri, http://localhost:8080/cb/:app, apps.other.redirect.uri: write its path"
    })
    void nonsenseIsRefusedByName(String name, String value, String complaint) {
        TestSettings settings = TestSettings.minimal().with(name, value);

        assertThatThrownBy(settings::config).isInstanceOf(ConfigException.class).hasMessageContaining(complaint);
    }

    @Test
    void startPageNeedsAnAppThatExists() {
        TestSettings settings =
                TestSettings.minimal().with("start.page.enabled", "true").with("start.page.app", "nosuch");

        assertThatThrownBy(settings::config).hasMessageContaining("start.page.app: nosuch");
    }

    @Test
    void keysAreNeededAndNeverShown() {
        assertThatThrownBy(TestSettings.minimal().without("state.keys").without("codes.keys")::config)
                .hasMessageContaining("state.keys")
                .hasMessageContaining("codes.keys");
        assertThat(SettingsSource.of(TestSettings.minimal().values())
                        .settings(CallbackConfig.definition())
                        .describe()
                        .toString())
                .doesNotContain("\"k\"");
        assertThat(TestSettings.minimal().config().toString()).doesNotContain("\"k\"");
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        CallbackConfig config = TestSettings.minimal().config();

        assertThat(config.listener())
                .usingRecursiveComparison()
                .isEqualTo(new ListenerConfig(
                        "public",
                        "127.0.0.1",
                        8080,
                        URI.create("http://localhost:8080"),
                        new ConnectionLimits(10_000, 256, Duration.ofSeconds(15)),
                        TrustedProxies.none()));
        assertThat(config.keys().stateLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.publishing()).isEqualTo(new PublishLimits(Duration.ofSeconds(5), 256));
        assertThat(config.pages().paste()).isFalse();
        assertThat(config.pages().startApps()).isEmpty();
        assertThat(config.outcomes().lookback()).isEqualTo(Duration.ofHours(2));
        assertThat(config.outcomes().limit()).isEqualTo(100_000);
        assertThat(config.deletions().limit()).isEqualTo(100_000);
        assertThat(config.signedRequests()).isEqualTo(new Freshness(Duration.ofDays(7), Duration.ofHours(1)));
        assertThat(config.codesPerLink())
                .isEqualTo(new CodeBounds(new CodeBounds.Limits(100, 20), new CodeBounds.Limits(1000, 200)));
        assertThat(config.topics()).isEqualTo(new TopicSettings(new TopicLayout(12, (short) 3), false));
        assertThat(config.management().port()).isEqualTo(8081);
    }

    @Test
    void everySettingIsRead() {
        CallbackConfig config = TestSettings.minimal()
                .with("public.host", "0.0.0.0")
                .with("public.port", "8443")
                .with("public.url", "https://connect.example")
                .with("public.connections", "5")
                .with("public.connections.per.address", "3")
                .with("public.client.timeout", "20s")
                .with("public.proxies", "10.0.0.0/8")
                .with("public.proxies.header", "Forwarded")
                .with("state.lifetime", "30m")
                .with("publish.timeout", "3s")
                .with("publish.in.flight", "7")
                .with("paste.enabled", "true")
                .with("start.page.enabled", "true")
                .with("start.page.app", "other")
                .with("outcomes.lookback", "4h")
                .with("outcomes.limit", "9")
                .with("deletions.limit", "8")
                .with("signed.request.longest.age", "1d")
                .with("signed.request.longest.ahead", "5m")
                .with("link.codes.per.hour", "1")
                .with("link.refused.codes.per.hour", "2")
                .with("start.page.codes.per.hour", "3")
                .with("start.page.refused.codes.per.hour", "4")
                .with("topics.create", "true")
                .with("topics.partitions", "6")
                .with("topics.replication.factor", "1")
                .with("management.port", "0")
                .config();

        assertThat(config.listener())
                .usingRecursiveComparison()
                .isEqualTo(new ListenerConfig(
                        "public",
                        "0.0.0.0",
                        8443,
                        URI.create("https://connect.example"),
                        new ConnectionLimits(5, 3, Duration.ofSeconds(20)),
                        TrustedProxies.parse("", List.of("10.0.0.0/8"), "Forwarded")));
        assertThat(config.listener().https()).isTrue();
        assertThat(config.keys().stateLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.publishing()).isEqualTo(new PublishLimits(Duration.ofSeconds(3), 7));
        assertThat(config.pages().paste()).isTrue();
        assertThat(config.pages().startApps()).containsExactly("other");
        assertThat(config.outcomes().lookback()).isEqualTo(Duration.ofHours(4));
        assertThat(config.outcomes().limit()).isEqualTo(9);
        assertThat(config.deletions().limit()).isEqualTo(8);
        assertThat(config.signedRequests()).isEqualTo(new Freshness(Duration.ofDays(1), Duration.ofMinutes(5)));
        assertThat(config.codesPerLink())
                .isEqualTo(new CodeBounds(new CodeBounds.Limits(1, 2), new CodeBounds.Limits(3, 4)));
        assertThat(config.topics()).isEqualTo(new TopicSettings(new TopicLayout(6, (short) 1), true));
        assertThat(config.management().port()).isZero();
    }

    @Test
    void redirectUriThatTheCookieDoesNotReachIsNoticed() {
        assertThat(TestSettings.minimal().config().outOfCookieReach()).isEmpty();
        assertThat(TestSettings.minimal()
                        .with("apps.other.redirect.uri", "https://example.org/callback/other")
                        .config()
                        .outOfCookieReach())
                .containsExactly("other");
    }

    @Test
    void appsMetaCannotCallAreNoticed() {
        assertThat(TestSettings.minimal()
                        .with("apps.threads-main.client.secrets", "one,two")
                        .config()
                        .withoutSecrets())
                .containsExactly("other");
    }

    @Test
    void startPageIsForEveryAppUnlessReported() {
        assertThat(TestSettings.minimal()
                        .with("start.page.enabled", "true")
                        .config()
                        .pages()
                        .startApps())
                .containsExactly("threads-main", "other");
    }
}
