package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.multipart.MultipartForm;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that Meta's pages and the field disagree about, and places where clients put what they send. */
class VariantTest {
    private final TestSimulator test = new TestSimulator(Switch.DEBUG_OPEN_TO_ALL);

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 555, Error validating application",
        "client_secret, wrong, Error validating client secret",
        "client_secret, 1234567890, Error validating client secret"
    })
    void misconfiguredClientIsRefusedFlatWhenSwitchedOn(String name, String value, String message) {
        test.turnOn(Switch.K10_FLAT_CLIENT_ERRORS);
        String code = test.code("anna");
        var parameters = TestSimulator.exchange(code);
        parameters.put(name, value);

        JsonObject refused = test.post("/oauth/access_token", parameters).bodyAsJsonObject();

        assertThat(refused.fieldNames()).containsExactly("error_type", "code", "error_message");
        assertThat(refused.getString("error_message")).contains(message);
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void k13_clientIdInPlaceOfTheSecretIsAWrongSecret() {
        var refused = test.get(
                "/access_token",
                Map.of(
                        "grant_type",
                        "th_exchange_token",
                        "client_secret",
                        TestSimulator.CLIENT_ID,
                        "access_token",
                        test.shortLived("anna")));

        assertThat(refused.bodyAsJsonObject().getJsonObject("error").getInteger("code"))
                .isEqualTo(1);
    }

    @Test
    void unknownAppHasItsOlderNumberWhenSwitchedOn() {
        test.turnOn(Switch.OLD_NUMBER_OF_UNKNOWN_APP);

        assertThat(test.get("/oauth/authorize", Map.of("client_id", "555"))
                        .bodyAsJsonObject()
                        .getInteger("error_code"))
                .isEqualTo(1349026);
    }

    @Test
    void codeExchangeTellsTheHourWhenSwitchedOn() {
        test.turnOn(Switch.CODE_ANSWER_HAS_EXPIRY);

        assertThat(test.redeem(test.code("anna")).bodyAsJsonObject().getLong("expires_in"))
                .isEqualTo(3600);
    }

    @Test
    void errorsAreOfTheThreadsTypeWhenSwitchedOn() {
        test.turnOn(Switch.ERRORS_OF_THREADS_TYPE);

        assertThat(test.me("THAAnever-issued")
                        .bodyAsJsonObject()
                        .getJsonObject("error")
                        .getMap())
                .containsEntry("type", "THApiException")
                .containsEntry("code", 190);
    }

    @Test
    void debugGivesTheIdAsALosslessNumberWhenSwitchedOn() {
        test.turnOn(Switch.K38_USER_ID_AS_NUMBER);
        String token = test.longLived("anna");

        assertThat(debug(token, token))
                .contains("\"user_id\":" + test.person("anna").id() + "}");
    }

    @Test
    void debugOfAnUnknownTokenIsAnEmptyArrayWhenSwitchedOn() {
        test.turnOn(Switch.K38_EMPTY_DATA_AS_ARRAY);
        String token = test.longLived("anna");

        assertThat(debug("THAAnever-issued", token)).isEqualTo("{\"data\":[]}");
        assertThat(debug(token, token)).contains("\"is_valid\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/access_token", "/access_token/", "/v1.0/access_token", "/v1.0/access_token/"})
    void k11_whatClientsAddToTheUpgradeIsIgnored(String path) {
        var query = new HashMap<>(upgrade(test.shortLived("anna")));
        query.put("client_id", TestSimulator.CLIENT_ID);
        query.put("fields", "access_token,expires_in,token_type");
        query.put("format", "json");

        assertThat(test.get(path, query).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, query",
        "GET, Bearer",
        "GET, OAuth",
        "POST, query",
        "POST, form",
        "POST, multipart",
        "POST, Bearer",
        "POST, OAuth"
    })
    void k16_tokenIsCalledAccessTokenWhereverClientsPutIt(String method, String place) {
        test.turnOn(Switch.K12_LENIENT_UPGRADE);
        var parameters = new HashMap<>(upgrade(""));
        parameters.remove("access_token");
        String token = test.shortLived("anna");
        var request = test.client.request(HttpMethod.valueOf(method), "/access_token");
        parameters.forEach(request::addQueryParam);

        assertThat(send(request, place, token)).isEqualTo(200);
    }

    private static int send(HttpRequest<?> request, String place, String token) {
        var sent =
                switch (place) {
                    case "query" -> request.addQueryParam("access_token", token).send();
                    case "form" ->
                        request.sendForm(MultiMap.caseInsensitiveMultiMap().add("access_token", token));
                    case "multipart" ->
                        request.sendMultipartForm(MultipartForm.create().attribute("access_token", token));
                    default ->
                        request.putHeader("Authorization", place + " " + token).send();
                };
        return TestSimulator.await(sent).statusCode();
    }

    private static Map<String, String> upgrade(String token) {
        return Map.of("grant_type", "th_exchange_token", "client_secret", TestSimulator.SECRET, "access_token", token);
    }

    private String debug(String input, String caller) {
        return test.get("/debug_token", Map.of("input_token", input, "access_token", caller))
                .bodyAsString();
    }
}
