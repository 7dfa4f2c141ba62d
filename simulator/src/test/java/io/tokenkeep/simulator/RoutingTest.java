package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One listener for all hosts: the base path or else the host says which product is meant. */
class RoutingTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "graph.facebook.com, /me, EAA",
        "graph.facebook.com, /v25.0/me/, EAA",
        "anything.example, /facebook/me, EAA",
        "graph.threads.net, /facebook/v25.0/me, EAA",
        "graph.instagram.com, /v25.0/me, IGAA",
        "api.instagram.com, /me, IGAA",
        "www.instagram.com, /me, IGAA",
        "graph.facebook.com, /instagram/me/, IGAA",
        "graph.threads.com, /v1.0/me, THAA",
        "127.0.0.1, /me, THAA",
        "graph.facebook.com, /threads/me, THAA"
    })
    void hostOrBasePathDecides(String host, String path, String prefix) {
        var tokens = List.of(test.longLived("anna"), test.instagramLongLived("anna"), threadsToken());

        for (String token : tokens) {
            var answer = test.getOn(host, path, Map.of("access_token", token, "fields", "id", "format", "json"));
            assertThat(answer.statusCode()).as(path).isEqualTo(token.startsWith(prefix) ? 200 : 400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "www.facebook.com, /v25.0/dialog/oauth",
        "x.example, /facebook/dialog/oauth",
        "www.instagram.com, /oauth/authorize",
        "api.instagram.com, /oauth/authorize/",
        "x.example, /instagram/oauth/authorize",
        "threads.com, /oauth/authorize",
        "www.threads.net, /oauth/authorize/",
        "x.example, /threads/oauth/authorize"
    })
    void k01_k27_everyAuthorizePageIsThere(String host, String path) {
        test.turnOn(Switch.K27_OLD_HOST_ANSWERS);

        assertThat(test.getOn(host, path, Map.of("client_id", "1")).bodyAsString())
                .containsAnyOf("Invalid App ID", "Invalid platform app", "4476002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/facebook", "/facebook/nothing", "/instagram/debug_token", "/facebook/me/nothing", "/threads"})
    void unknownPathsAreGraphErrors(String path) {
        var refused = test.get(path, Map.of());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(FamilySimulator.error(refused).getInteger("code")).isEqualTo(2500);
    }

    private String threadsToken() {
        String code = test.simulator.grant(
                TestSimulator.CLIENT_ID, FamilySimulator.REDIRECT, "anna", Set.of("threads_basic"));
        var parameters = test.instagramExchange(code);
        parameters.put("client_id", TestSimulator.CLIENT_ID);
        return test.post("/threads/oauth/access_token", parameters)
                .bodyAsJsonObject()
                .getString("access_token");
    }
}
