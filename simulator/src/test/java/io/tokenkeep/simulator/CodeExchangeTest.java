package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.Presentation.Delivery;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeExchangeTest {
    private static final String ADDRESS = "/oauth/access_token";
    private static final String SPENT = "Matching code was not found or was already used";

    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void codeBecomesAShortLivedTokenWithALosslessNumber() {
        var answer = test.redeem(test.code("anna"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("access_token", "token_type", "user_id");
        assertThat(answer.bodyAsJsonObject().getString("access_token")).matches("THAA[\\w-]{150,}");
        assertThat(answer.bodyAsString())
                .contains("\"user_id\":" + test.person("anna").id() + "}");
    }

    @Test
    void everyIdIsOddAndLostInADouble() {
        for (String name : new String[] {"anna", "bert", "carla", "dora"}) {
            long id = test.person(name).id();
            assertThat(id % 2).isEqualTo(1);
            assertThat((long) (double) id).isNotEqualTo(id);
        }
    }

    @Test
    void secondUseIsRefusedFlat() {
        String code = test.code("anna");
        String token = test.redeem(code).bodyAsJsonObject().getString("access_token");

        assertFlat(test.redeem(code), SPENT);
        assertThat(test.simulator.tokens().alive(token)).isTrue();
    }

    @Test
    void secondUseRevokesAllThatCameFromTheCodeWhenSwitchedOn() {
        test.turnOn(Switch.SECOND_USE_REVOKES);
        String code = test.code("anna");
        String shortLived = test.redeem(code).bodyAsJsonObject().getString("access_token");
        String longLived = test.upgrade(shortLived).bodyAsJsonObject().getString("access_token");
        String fromAnotherConsent = test.longLived("anna");

        assertFlat(test.redeem(code), SPENT);

        assertThat(test.simulator.tokens().alive(shortLived)).isFalse();
        assertThat(test.simulator.tokens().alive(longLived)).isFalse();
        assertThat(test.simulator.tokens().alive(fromAnotherConsent)).isTrue();
    }

    @Test
    void codeLivesToTheLastMillisecondOfItsHourAndNoLonger() {
        String inTime = test.code("anna");
        String late = test.code("bert");

        test.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(test.redeem(inTime).statusCode()).isEqualTo(200);
        test.advance(Duration.ofMillis(1));
        assertFlat(test.redeem(late), "This authorization code has expired.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://tokenkeep.example/callback/threads/", "https://tokenkeep.example/with?query=1", ""})
    void otherRedirectUriThanAtAuthorizeIsRefusedAndDoesNotSpendTheCode(String uri) {
        String code = test.code("anna");

        var refused = exchange(code, "redirect_uri", uri);

        assertThat(refused.bodyAsJsonObject().getString("error_message")).contains("redirect_uri");
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void codeOfAnotherAppIsNotFound() {
        String code = test.simulator.grant(
                TestSimulator.OTHER_CLIENT_ID, TestSimulator.REDIRECT, "anna", Set.of("threads_basic"));

        assertFlat(test.redeem(code), SPENT);
        assertThat(presented(code)).isEqualTo(Result.OTHER_APP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQBnever-issued", "AQB#_"})
    void unknownCodeIsNotFound(String code) {
        assertFlat(test.redeem(code), SPENT);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 555, 101, Error validating application",
        "client_id, '', 101, Error validating application",
        "client_secret, wrong, 1, Error validating client secret",
        "client_secret, '', 1, Error validating client secret",
        "grant_type, password, 100, Invalid grant_type",
        "grant_type, '', 100, Invalid grant_type",
        "grant_type, th_exchange_token, 100, Invalid grant_type"
    })
    void misconfiguredClientIsRefusedInTheGraphEnvelope(String name, String value, int code, String message) {
        String granted = test.code("anna");

        var refused = exchange(granted, name, value);

        var error = refused.bodyAsJsonObject().getJsonObject("error");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.getHeader("WWW-Authenticate")).startsWith("OAuth \"Facebook Platform\"");
        assertThat(refused.getHeader("x-fb-trace-id")).isEqualTo(error.getString("fbtrace_id"));
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("message")).contains(message);
        assertThat(test.redeem(granted).statusCode()).isEqualTo(200);
    }

    @Test
    void everySecretOfTheAppIsAccepted() {
        assertThat(exchange(test.code("anna"), "client_secret", TestSimulator.OLDER_SECRET)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void missingCodeIsRefusedFlat() {
        assertFlat(exchange("", "x", "y"), "Missing required parameter: code");
    }

    @Test
    void k10_graphErrorsComeWithSubcodesWhenSwitchedOn() {
        test.turnOn(Switch.K10_GRAPH_ERRORS);
        String expired = test.code("anna");
        test.advance(Duration.ofHours(2));
        String code = test.code("bert");

        assertThat(subcode(test.redeem(expired))).isEqualTo(36007);
        assertThat(subcode(exchange(code, "redirect_uri", "https://elsewhere.example/")))
                .isEqualTo(36008);
        test.redeem(code);
        assertThat(subcode(test.redeem(code))).isEqualTo(36009);
    }

    @Test
    void userIdIsAStringWhenSwitchedOn() {
        test.turnOn(Switch.K8_USER_ID_AS_STRING);

        assertThat(test.redeem(test.code("anna")).bodyAsString())
                .contains("\"user_id\":\"" + test.person("anna").idText() + "\"");
    }

    @Test
    void tokenTypeIsAbsentWhenSwitchedOn() {
        test.turnOn(Switch.K9_NO_TOKEN_TYPE);

        assertThat(test.redeem(test.code("anna")).bodyAsJsonObject().fieldNames())
                .containsExactly("access_token", "user_id");
    }

    @Test
    void k07_parametersAreAcceptedWhereverClientsPutThem() {
        MultipartForm multipart = MultipartForm.create();
        TestSimulator.exchange(test.code("anna")).forEach(multipart::attribute);
        var queryPost = test.client.post(ADDRESS);
        TestSimulator.exchange(test.code("anna")).forEach(queryPost::addQueryParam);

        assertThat(TestSimulator.await(test.client.post(ADDRESS).sendMultipartForm(multipart))
                        .statusCode())
                .isEqualTo(200);
        assertThat(TestSimulator.await(queryPost.send()).statusCode()).isEqualTo(200);
        assertThat(test.get(ADDRESS, TestSimulator.exchange(test.code("anna"))).statusCode())
                .isEqualTo(200);
        assertThat(test.post("/v1.0" + ADDRESS + "/", TestSimulator.exchange(test.code("anna")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyPresentationIsRecorded() {
        String code = test.code("anna");
        test.redeem(code);
        test.redeem(code);

        GrantedCode recorded = test.simulator.codes().find(code).orElseThrow();
        assertThat(recorded.redeemed()).isTrue();
        assertThat(recorded.presentations()).hasSize(2).allSatisfy(presentation -> {
            assertThat(presentation.delivery()).isEqualTo(Delivery.ANSWERED);
            assertThat(presentation.answeredAt()).isAfterOrEqualTo(presentation.receivedAt());
        });
        assertThat(recorded.presentations())
                .extracting(seen -> seen.result())
                .containsExactly(Result.ISSUED, Result.USED);
    }

    @Test
    void appTokenIsTheSameEachTimeAndNeedsTheSecret() {
        Map<String, String> request = Map.of(
                "grant_type", "client_credentials",
                "client_id", TestSimulator.CLIENT_ID,
                "client_secret", TestSimulator.SECRET);

        String token = test.get(ADDRESS, request).bodyAsJsonObject().getString("access_token");

        assertThat(token).startsWith("TH|" + TestSimulator.CLIENT_ID + "|");
        assertThat(test.get(ADDRESS, request).bodyAsJsonObject().getString("access_token"))
                .isEqualTo(token);
        assertThat(test.get(ADDRESS, Map.of("grant_type", "client_credentials", "client_id", TestSimulator.CLIENT_ID))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<Buffer> exchange(String code, String name, String value) {
        var parameters = TestSimulator.exchange(code);
        parameters.put(name, value);
        return test.post(ADDRESS, parameters);
    }

    private Result presented(String code) {
        return test.simulator
                .codes()
                .find(code)
                .orElseThrow()
                .presentations()
                .get(0)
                .result();
    }

    private static int subcode(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonObject().getJsonObject("error").getInteger("error_subcode");
    }

    private static void assertFlat(HttpResponse<Buffer> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getMap())
                .containsEntry("error_type", "OAuthException")
                .containsEntry("code", 400)
                .containsEntry("error_message", message)
                .hasSize(3);
    }
}
