package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/faults         | {\"kind\":\"NOISE\"}",
                "/faults         | {\"kind\":\"LATENCY\"}",
                "/faults         | {\"kind\":\"LATENCY\",\"delay\":\"soon\"}",
                "/faults         | {\"kind\":\"HTML\",\"endpoint\":\"MOON\"}",
                "/faults         | {\"kind\":\"HTML\",\"cuont\":1}",
                "/faults         | {\"kind\":\"HTML\",\"count\":0}",
                "/faults         | {\"kind\":\"HTML\",\"count\":\"one\"}",
                "/faults         | {\"kind\":\"GRAPH_ERROR\"}",
                "/switches       | {\"K99\":true}",
                "/clock          | {\"advance\":\"a day\"}",
                "/clock          | {}",
                "/grant          | {\"clientId\":\"555\",\"redirectUri\":\"x\",\"username\":\"anna\"}",
                "/tokens/revoke  | {\"subcode\":458}",
                "/tokens/restore | {\"clientId\":\"1234567890\"}",
                "/apps           | {\"clientId\":\"5\"}",
                "/people         | {\"username\":\"NO SPACES\"}",
                "/people         | not json",
                "/people         | [1]"
            })
    void nonsenseIsRefusedWithAWord(String path, String body) {
        var answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("error")).isNotBlank();
    }

    @Test
    void unknownAddressIsNotFound() {
        assertThat(test.get("/_control/nothing", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void healthAndStateTellWhatRuns() {
        test.longLived("anna");

        assertThat(read("/health").getString("status")).isEqualTo("UP");
        assertThat(read("/state").getMap())
                .containsEntry("people", 1)
                .containsEntry("tokens", 2)
                .containsEntry("codes", 1);
        assertThat(read("/state").encode()).doesNotContain(TestSimulator.SECRET);
    }

    @Test
    void faultIsAddedListedAndCleared() {
        post("/faults", "{\"endpoint\":\"me\",\"kind\":\"status\",\"status\":502,\"count\":3,\"username\":\"anna\"}");

        assertThat(read("/faults").getJsonArray("faults").getJsonObject(0).getMap())
                .containsEntry("endpoint", "ME")
                .containsEntry("count", 3)
                .containsEntry("username", "anna");
        assertThat(test.me(test.longLived("anna")).statusCode()).isEqualTo(502);
        TestSimulator.await(test.client.delete("/_control/faults").send());
        assertThat(read("/faults").getJsonArray("faults")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT_400, 400",
        "GRAPH_ERROR, 400",
        "RATE_LIMIT, 400",
        "HTML, 502",
        "EMPTY_BODY, 200",
        "BLANK_TOKEN, 200",
        "MISSING_TOKEN, 200",
        "TRUNCATED, 400",
        "LATENCY, 400",
        "LATENCY_AFTER, 400"
    })
    void everyAnsweringKindIsUnderstood(String kind, int status) {
        String body = new JsonObject()
                .put("kind", kind)
                .put("delay", "PT0.01S")
                .put("code", 4)
                .put("minutes", 3)
                .encode();

        assertThat(post("/faults", body).statusCode()).isEqualTo(200);
        assertThat(test.me("nobody").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"RATE_LIMIT\",\"code\":17}                      | true",
                "{\"kind\":\"RATE_LIMIT\",\"code\":17,\"isTransient\":false}  | false",
                "{\"kind\":\"RATE_LIMIT\",\"code\":17,\"isTransient\":null}   | ",
                "{\"kind\":\"RATE_LIMIT\",\"code\":613,\"isTransient\":true}  | true"
            })
    void rateLimitSaysOfItselfWhatItWasReportedTo(String body, @Nullable Boolean stated) {
        post("/faults", body);

        assertThat(test.me("nobody").bodyAsJsonObject().getJsonObject("error").getBoolean("is_transient"))
                .isEqualTo(stated);
    }

    @Test
    void switchesAreTurnedBothWays() {
        post("/switches", "{\"K9_NO_TOKEN_TYPE\":true}");
        assertThat(test.simulator.switches().isOn(Switch.K9_NO_TOKEN_TYPE)).isTrue();

        post("/switches", "{\"K9_NO_TOKEN_TYPE\":false}");
        assertThat(test.simulator.switches().on()).isEmpty();
    }

    @Test
    void clockMovesTheWorldAndNotItsSource() {
        String token = test.shortLived("anna");

        assertThat(post("/clock", "{\"advance\":\"PT1H\"}").bodyAsJsonObject().getString("offset"))
                .isEqualTo("PT1H");

        assertThat(test.simulator.tokens().alive(token)).isFalse();
        assertThat(test.simulator.time().offset()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void appRegisteredAtRunTimeCanBeGranted() {
        var app = new JsonObject()
                .put("clientId", "42")
                .put("secrets", new JsonArray().add("late-secret"))
                .put("redirectUris", new JsonArray().add("http://localhost:8080/callback"));
        post("/apps", app.encode());

        var granted = post(
                        "/grant",
                        "{\"clientId\":\"42\",\"redirectUri\":\"http://localhost:8080/callback\",\"username\":\"anna\"}")
                .bodyAsJsonObject();

        assertThat(granted.getString("code")).startsWith("AQB");
        assertThat(granted.getString("personId")).isEqualTo(test.person("anna").idText());
    }

    @Test
    void codesAndTokensTellTheirStory() {
        String token = test.longLived("anna");

        JsonObject code = read("/codes").getJsonArray("codes").getJsonObject(0);
        JsonObject last = read("/tokens").getJsonArray("tokens").getJsonObject(1);

        assertThat(code.getBoolean("redeemed")).isTrue();
        assertThat(code.getJsonArray("presentations").getJsonObject(0).getString("result"))
                .isEqualTo("ISSUED");
        assertThat(last.getMap())
                .containsEntry("token", token)
                .containsEntry("kind", "LONG_LIVED")
                .containsEntry("alive", true)
                .containsEntry("personId", test.person("anna").idText());
    }

    @Test
    void revokingAndRemovingKill() {
        String anna = test.longLived("anna");
        String bert = test.longLived("bert");

        post("/tokens/revoke", "{\"username\":\"anna\",\"subcode\":460}");
        post("/apps/remove", "{\"clientId\":\"" + TestSimulator.CLIENT_ID + "\",\"username\":\"bert\"}");

        assertThat(test.me(anna).bodyAsString()).contains("\"error_subcode\":460");
        assertThat(test.me(bert).bodyAsString()).contains("\"error_subcode\":458");
    }

    @ParameterizedTest
    @CsvSource({"458, 0", "459, 1", "460, 0", "464, 1", "467, 0"})
    void onlyWhatThePersonCanMendAtMetaIsRestored(int subcode, int restored) {
        String token = test.longLived("anna");
        revoke(token, subcode);

        assertThat(restore("token", token)).isEqualTo(restored);

        assertThat(test.simulator.tokens().alive(token)).isEqualTo(restored == 1);
    }

    @Test
    void restoredTokenIsUsedAndRefreshedAsBefore() {
        String token = test.longLived("anna");
        test.advance(Duration.ofDays(2));
        revoke(token, 459);
        assertThat(test.refresh(token).bodyAsString()).contains("\"error_subcode\":459");

        restore("token", token);

        assertThat(test.me(token).statusCode()).isEqualTo(200);
        assertThat(test.refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void restoringAPersonLeavesOthersAndTheLivingAlone() {
        String anna = test.longLived("anna");
        String bert = test.longLived("bert");
        revoke(anna, 464);
        revoke(bert, 464);

        assertThat(restore("username", "anna")).isEqualTo(1);

        assertThat(test.simulator.tokens().alive(anna)).isTrue();
        assertThat(test.simulator.tokens().alive(bert)).isFalse();
        assertThat(restore("personId", test.person("anna").idText())).isZero();
    }

    @Test
    void restoredTokenWhoseTimeIsOverIsExpired() {
        String token = test.longLived("anna");
        revoke(token, 459);
        test.advance(Duration.ofDays(60));

        restore("token", token);

        assertThat(test.me(token).bodyAsString()).contains("\"error_subcode\":463");
    }

    @Test
    void personIsMadePrivateOrATester() {
        assertThat(post("/people", "{\"username\":\"anna\",\"isTester\":true}")
                        .bodyAsJsonObject()
                        .getMap())
                .containsEntry("isTester", true)
                .containsEntry("isPrivate", false);
        assertThat(read("/people").getJsonArray("people")).hasSize(1);
    }

    @Test
    void secretsAreEverySecretThereIs() {
        String code = test.code("anna");
        String token = test.longLived("bert");

        var sweep = SecretSweep.of(test.simulator.issuedSecrets());

        assertThat(sweep.text("all", String.join(" ", code, token, TestSimulator.SECRET, TestSimulator.OLDER_SECRET)))
                .extracting(SecretSweep.Finding::kind)
                .containsExactly("code", "token", "client secret", "client secret");
        assertThat(read("/secrets").getJsonArray("token")).contains(token);
    }

    @Test
    void homePageSaysWhatThisIs() {
        assertThat(test.get("/", Map.of()).bodyAsString()).contains("This is a simulator, not Meta", "/_control/");
    }

    private void revoke(String token, int subcode) {
        String body =
                new JsonObject().put("token", token).put("subcode", subcode).encode();
        assertThat(post("/tokens/revoke", body).bodyAsJsonObject().getInteger("revoked"))
                .isEqualTo(1);
    }

    private int restore(String field, String value) {
        return post("/tokens/restore", new JsonObject().put(field, value).encode())
                .bodyAsJsonObject()
                .getInteger("restored");
    }

    private JsonObject read(String path) {
        return test.get("/_control" + path, Map.of()).bodyAsJsonObject();
    }

    private HttpResponse<Buffer> post(String path, String body) {
        return test.control(path, body);
    }
}
