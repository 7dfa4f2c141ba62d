package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.sandbox.MutableClock;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each provider's consent page is asked for. */
class AuthorizeAddressTest {

    private static final String REDIRECT = "http://localhost:8080/callback/other";

    @Test
    void facebookIsAskedForACodeAndScopesWithCommas() {
        URI address = address(Map.of("provider", "facebook", "scopes", "pages_show_list,instagram_basic"));

        assertThat(address).hasHost("www.facebook.com").hasPath("/dialog/oauth");
        assertThat(parameters(address))
                .containsOnlyKeys("auth_type", "client_id", "redirect_uri", "response_type", "scope", "state")
                .containsEntry("auth_type", "rerequest")
                .containsEntry("client_id", "987")
                .containsEntry("redirect_uri", REDIRECT)
                .containsEntry("response_type", "code")
                .containsEntry("scope", "pages_show_list,instagram_basic");
    }

    @Test
    void instagramIsAskedForACodeAndScopesWithCommas() {
        URI address = address(Map.of(
                "provider", "instagram", "scopes", "instagram_business_basic,instagram_business_manage_comments"));

        assertThat(address).hasHost("www.instagram.com").hasPath("/oauth/authorize");
        assertThat(parameters(address))
                .containsOnlyKeys("client_id", "redirect_uri", "response_type", "scope", "state")
                .containsEntry("response_type", "code")
                .containsEntry("scope", "instagram_business_basic,instagram_business_manage_comments");
    }

    @Test
    void businessLoginNamesItsConfigurationInPlaceOfScopes() {
        assertThat(parameters(address(Map.of("provider", "facebook", "config.id", "4711"))))
                .containsOnlyKeys("auth_type", "client_id", "config_id", "redirect_uri", "response_type", "state")
                .containsEntry("config_id", "4711");
    }

    @Test
    void systemUsersAreAskedForACodeByForce() {
        assertThat(parameters(address(Map.of("provider", "facebook", "config.id", "4711", "system.user", "true"))))
                .containsEntry("response_type", "code")
                .containsEntry("override_default_response_type", "true")
                .doesNotContainKeys("scope", "auth_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://threads.com/oauth/authorize",
                "https://www.threads.com/oauth/authorize",
                "https://threads.net/oauth/authorize",
                "https://threads.net/oauth/authorize/",
                "https://www.threads.net/oauth/authorize"
            })
    void k01_consentPageIsWhereTheSettingSays(String page) {
        assertThat(address(Map.of("provider", "threads", "authorize.url", page)).toString())
                .startsWith(page + "?client_id=987&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.instagram.com/oauth/authorize", "https://api.instagram.com/oauth/authorize"})
    void k27_consentPageIsWhereTheSettingSays(String page) {
        assertThat(address(Map.of("provider", "instagram", "authorize.url", page))
                        .toString())
                .startsWith(page + "?client_id=987&");
    }

    @Test
    void k04_scopeThatNobodyKnowsYetIsAskedForByName() {
        assertThat(parameters(address(Map.of("provider", "threads", "scopes", "threads_basic,threads_of_tomorrow"))))
                .containsEntry("scope", "threads_basic,threads_of_tomorrow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"force_reauth=true", "force_authentication=1", "enable_fb_login=false", "enable_fb_login=0"})
    void k28_loginIsForcedByTheParametersOfTheSetting(String word) {
        URI address = address(
                Map.of("provider", "instagram", "authorize.url", "https://www.instagram.com/oauth/authorize?" + word));

        assertThat(address).hasPath("/oauth/authorize");
        assertThat(address.getRawQuery()).startsWith(word + "&client_id=987&");
    }

    @Test
    void queryThatTheAddressHasAlreadyStays() {
        URI address = address(Map.of(
                "provider", "facebook", "authorize.url", "https://www.facebook.com/v25.0/dialog/oauth?display=page"));

        assertThat(address).hasPath("/v25.0/dialog/oauth");
        assertThat(parameters(address)).containsEntry("display", "page").containsKey("state");
    }

    private static URI address(Map<String, String> settings) {
        TestSettings all = TestSettings.minimal();
        settings.forEach((name, value) -> all.with("apps.other." + name, value));
        CallbackConfig config = all.config();
        MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
        ConnectLinks links =
                new ConnectLinks(config.keys().state(), config.listener().url(), clock, new Random(8));
        ConsentParts parts = new ConsentParts(
                CallbackProviders.DEFAULT, config.keys(), clock, new ConsentMetrics(new SimpleMeterRegistry()));
        Consents consents = new Consents(
                config.apps(),
                parts,
                links,
                new ConsoleLinks(
                        new LinkTable(config.links(), clock),
                        new LinkUses(10),
                        config.apps(),
                        CallbackProviders.DEFAULT,
                        config.listener().url()),
                new Random(7));
        String path = links.path(new ConnectRequest("other", null), Duration.ofHours(1));

        return consents.begin("other", path.split("link=", -1)[1], List.of())
                .match(
                        shown -> {
                            throw new AssertionError(shown.page().name());
                        },
                        seeOther -> {
                            throw new AssertionError("a redirect to ourselves");
                        },
                        authorize -> URI.create(authorize.address()));
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
