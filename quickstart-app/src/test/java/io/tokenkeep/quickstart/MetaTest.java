package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.UsageException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "THREADS_CLIENT_ID", "123",
            "THREADS_CLIENT_SECRET", "the-secret",
            "THREADS_REDIRECT_URI", "https://example.com/callback");

    private static final Map<String, String> FACEBOOK = Map.of(
            "FACEBOOK_CLIENT_ID", "456",
            "FACEBOOK_CLIENT_SECRET", "its-secret",
            "FACEBOOK_REDIRECT_URI", "https://example.com/facebook");

    @ParameterizedTest
    @ValueSource(strings = {"THREADS_CLIENT_ID", "THREADS_CLIENT_SECRET", "THREADS_REDIRECT_URI"})
    void halfAnEnvironmentIsAMistakeThatNamesWhatIsMissing(String missing) {
        for (String value : List.of("", " ")) {
            Map<String, String> environment = new HashMap<>(COMPLETE);
            environment.put(missing, value);

            assertThatThrownBy(() -> Meta.fromEnvironment(environment))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("for the real Threads set " + missing + " in the environment")
                    .hasMessageNotContaining("the-secret");
        }
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> Meta.fromEnvironment(Map.of("THREADS_CLIENT_ID", "123")))
                .hasMessageContaining("set THREADS_CLIENT_SECRET and THREADS_REDIRECT_URI in");
    }

    @Test
    void emptyEnvironmentMeansTheSimulator() {
        assertThat(Meta.fromEnvironment(Map.of("THREADS_CLIENT_ID", ""))).isEmpty();
        assertThat(Meta.fromEnvironment(Map.of("THREADS_GRAPH_URL", "https://example.com")))
                .isEmpty();
    }

    @Test
    void completeEnvironmentMeansTheRealThreadsAndIsNotPrinted() {
        Meta meta = Meta.fromEnvironment(COMPLETE).orElseThrow();

        assertThat(meta.real()).isTrue();
        assertThat(meta.apps().get(SimulatedApp.THREADS))
                .isEqualTo(Map.of(
                        "provider", "threads",
                        "client.id", "123",
                        "client.secrets", "the-secret",
                        "redirect.uri", "https://example.com/callback"));
        assertThat(meta).hasToString("Meta[real]");
    }

    @Test
    void hostsAndScopesCanBeOthers() {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put("THREADS_SCOPES", "threads_basic");
        environment.put("THREADS_AUTHORIZE_URL", "https://example.com/authorize");
        environment.put("THREADS_GRAPH_URL", "https://graph.example.com");

        assertThat(Meta.fromEnvironment(environment).orElseThrow().apps().get(SimulatedApp.THREADS))
                .containsEntry("scopes", "threads_basic")
                .containsEntry("authorize.url", "https://example.com/authorize")
                .containsEntry("api.url", "https://graph.example.com");
    }

    @Test
    void eachProductWithItsVariablesIsAnApp() {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.putAll(FACEBOOK);

        Meta both = Meta.fromEnvironment(environment).orElseThrow();
        Meta facebook = Meta.fromEnvironment(FACEBOOK).orElseThrow();

        assertThat(both.apps()).containsOnlyKeys("threads-main", "facebook-main");
        assertThat(facebook.apps()).containsOnlyKeys("facebook-main");
        assertThat(facebook.apps().get("facebook-main"))
                .containsEntry("provider", "facebook")
                .containsEntry("redirect.uri", "https://example.com/facebook");
    }

    @Test
    void aCompleteProductDoesNotExcuseAnIncompleteOne() {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put("INSTAGRAM_CLIENT_ID", "123");

        assertThatThrownBy(() -> Meta.fromEnvironment(environment))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "for the real Instagram set INSTAGRAM_CLIENT_SECRET and INSTAGRAM_REDIRECT_URI in");
    }

    @Test
    void simulatorIsReachedAtItsAddressesAndSaysItsMinimumAge() {
        URI web = URI.create("http://localhost:8080");
        Meta meta = Meta.simulated(URI.create("http://localhost:8090"), web, "s", Duration.ofSeconds(8));

        assertThat(meta.real()).isFalse();
        assertThat(meta.apps()).containsOnlyKeys("threads-main", "facebook-main", "instagram-main");
        assertThat(meta.apps().get("facebook-main"))
                .containsEntry("api.url", "http://localhost:8090/facebook")
                .containsEntry("authorize.url", "http://localhost:8090/facebook/dialog/oauth")
                .containsEntry("redirect.uri", "http://localhost:8080/callback/facebook-main");
        assertThat(meta.apps().get(SimulatedApp.THREADS))
                .containsEntry("api.url", "http://localhost:8090")
                .containsEntry("authorize.url", "http://localhost:8090/oauth/authorize")
                .containsEntry("refresh.minimum.age", "PT8S");
        assertThat(meta).hasToString("Meta[simulated]");
    }
}
