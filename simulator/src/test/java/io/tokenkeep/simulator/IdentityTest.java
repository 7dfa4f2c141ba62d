package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/me/", "/v1.0/me", "/v1.0/me/", "/v2.3/me"})
    void idIsAString(String path) {
        var body = test.get(path, Map.of("fields", "id,username,is_verified", "access_token", test.longLived("anna")))
                .bodyAsJsonObject();

        assertThat(body.getMap())
                .containsEntry("id", test.person("anna").idText())
                .containsEntry("username", "anna")
                .containsEntry("is_verified", false)
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "OAuth "})
    void tokenMayStandInTheHeader(String scheme) {
        var request = test.client.get("/me").putHeader("Authorization", scheme + test.longLived("anna"));

        assertThat(TestSimulator.await(request.send()).statusCode()).isEqualTo(200);
    }

    @Test
    void otherSchemeIsNoToken() {
        var request = test.client.get("/me").putHeader("Authorization", "Basic " + test.longLived("anna"));

        assertThat(code(TestSimulator.await(request.send()).bodyAsJsonObject())).isEqualTo(2500);
    }

    @Test
    void unknownFieldAndUnknownTokenAreRefused() {
        String token = test.longLived("anna");

        assertThat(code(test.get("/me", Map.of("fields", "id,shoe_size", "access_token", token))
                        .bodyAsJsonObject()))
                .isEqualTo(100);
        assertThat(code(test.me("THAAnever-issued").bodyAsJsonObject())).isEqualTo(190);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/v1.0", "/oauth", "/me/accounts"})
    void unknownPathIsAGraphError(String path) {
        var answer = test.get(path, Map.of());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer.bodyAsJsonObject())).isEqualTo(2500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads.net", "www.threads.com", "graph.threads.net", "graph.threads.com"})
    void k06_everyHostNameIsAnswered(String host) {
        var request = test.client.get("/me").virtualHost(host).addQueryParam("access_token", test.longLived("anna"));

        assertThat(TestSimulator.await(request.send()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me?access_token=THAA%zz", "/oauth/authorize?client_id=%", "/%zz"})
    void unreadableRequestIsRefusedInTheGraphEnvelope(String address) {
        var answer = TestSimulator.await(test.client
                .requestAbs(HttpMethod.GET, test.simulator.baseUri() + "/")
                .uri(address)
                .send());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void bodyOverTheBoundIsRefused() {
        var answer = test.post("/oauth/access_token", Map.of("code", "x".repeat(100_000)));

        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @Test
    void debugAnswersTestersOnlyUnlessOpened() {
        String token = test.longLived("anna");

        assertThat(code(debug(token, token))).isEqualTo(10);
        test.turnOn(Switch.DEBUG_OPEN_TO_ALL);
        assertThat(debug(token, token).containsKey("data")).isTrue();
    }

    @Test
    void testerSeesTheClocksOfAnotherPersonsToken() {
        test.makeTester("tess");
        String tester = test.longLived("tess");
        String token = test.longLived("anna");

        JsonObject data = debug(token, tester).getJsonObject("data");

        long issued = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
        assertThat(data.getMap())
                .containsEntry("type", "USER")
                .containsEntry("application", "Main app")
                .containsEntry("user_id", test.person("anna").idText())
                .containsEntry("is_valid", true);
        assertThat(data.getLong("issued_at")).isEqualTo(issued);
        assertThat(data.getLong("expires_at")).isEqualTo(issued + 5_184_000);
        assertThat(data.getLong("data_access_expires_at")).isEqualTo(issued + 7_776_000);
        assertThat(data.getJsonArray("scopes")).containsExactly("threads_basic", "threads_content_publish");
    }

    @Test
    void deadAndUnknownTokensAreDescribedWithStatus200() {
        test.makeTester("tess");
        String token = test.shortLived("anna");
        String tester = test.longLived("tess");
        test.advance(Duration.ofHours(1));

        JsonObject expired = debug(token, tester).getJsonObject("data");
        JsonObject unknown = debug("THAAnever-issued", tester).getJsonObject("data");

        assertThat(expired.getBoolean("is_valid")).isFalse();
        assertThat(expired.getJsonObject("error").getInteger("subcode")).isEqualTo(463);
        assertThat(unknown.getBoolean("is_valid")).isFalse();
        assertThat(unknown.getJsonObject("error").getInteger("code")).isEqualTo(190);
    }

    @Test
    void tokenOfAnotherAppIsNotDescribed() {
        test.makeTester("tess");
        String foreign = test.simulator.grant(
                TestSimulator.OTHER_CLIENT_ID, TestSimulator.REDIRECT, "anna", Set.of("threads_basic"));
        var exchange = TestSimulator.exchange(foreign);
        exchange.put("client_id", TestSimulator.OTHER_CLIENT_ID);
        exchange.put("client_secret", "other-secret");
        String token =
                test.post("/oauth/access_token", exchange).bodyAsJsonObject().getString("access_token");

        assertThat(code(debug(token, test.longLived("tess")))).isEqualTo(100);
    }

    private JsonObject debug(String input, String caller) {
        return test.get("/v1.0/debug_token", Map.of("input_token", input, "access_token", caller))
                .bodyAsJsonObject();
    }

    private static int code(JsonObject body) {
        return body.getJsonObject("error").getInteger("code");
    }
}
