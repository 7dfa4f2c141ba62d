package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeTest {
    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void unknownAppIsRefusedWithoutRedirect() {
        assertRefused(authorize(Map.of("client_id", "555")), 4476002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tokenkeep.example/callback/threads/",
                "https://tokenkeep.example/callback/thread",
                "https://TOKENKEEP.example/callback/threads",
                "https://tokenkeep.example/callback/threads?x=1",
                "http://tokenkeep.example/callback/threads",
                ""
            })
    void redirectUriThatDiffersInOneCharacterIsRefused(String uri) {
        assertRefused(authorize(Map.of("redirect_uri", uri)), 1349168);
    }

    @Test
    void plainHttpIsRefusedOnlyWhereHttpsIsRequired() {
        var app = RegisteredApp.of("77", "secret-77", "http://localhost/cb");
        test.simulator.register(app);
        Map<String, String> request = Map.of("client_id", "77", "redirect_uri", "http://localhost/cb");

        assertThat(authorize(request).statusCode()).isEqualTo(200);
        test.turnOn(Switch.REQUIRE_HTTPS);
        assertRefused(authorize(request), 1349187);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "threads_content_publish", "threads_basic threads_content_publish", "threads_basic,A B"})
    void scopeWithoutThreadsBasicOrInAnotherFormIsRefused(String scope) {
        assertRefused(authorize(Map.of("scope", scope)), 100);
    }

    @Test
    void spacesSeparateScopesWhenSwitchedOn() {
        test.turnOn(Switch.K2_SPACES_SEPARATE_SCOPES);

        assertThat(authorize(Map.of("scope", "threads_basic threads_content_publish"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"code,200", "token,400", "'',200"})
    void responseTypeIsCodeOrAbsent(String responseType, int status) {
        assertThat(authorize(Map.of("response_type", responseType)).statusCode())
                .isEqualTo(status);
    }

    @Test
    void onlyTestersAuthorizeInDevelopmentMode() {
        test.turnOn(Switch.DEVELOPMENT_MODE);
        test.makeTester("anna");

        assertRefused(decide("bert", "grant"), 1349245);
        assertThat(decide("anna", "grant").statusCode()).isEqualTo(302);
    }

    @Test
    void grantComesBackWithCodeStateAndFragment() {
        String location = decide("anna", "grant").getHeader("Location");

        assertThat(location)
                .matches("https://tokenkeep\\.example/callback/threads\\?code=AQB[\\w-]{190,}&state=a%26b%3Dc#_");
        assertThat(test.simulator.codes().find(codeIn(location)))
                .hasValueSatisfying(code -> assertThat(code.person().username()).isEqualTo("anna"));
    }

    @Test
    void redirectUriWithAQueryKeepsIt() {
        String location = authorize(
                        Map.of("redirect_uri", "https://tokenkeep.example/with?query=1", "sim_decision", "grant"))
                .getHeader("Location");

        assertThat(location).startsWith("https://tokenkeep.example/with?query=1&code=AQB");
    }

    @ParameterizedTest
    @CsvSource({
        "'', error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=a%26b%3Dc",
        "K5_MISSPELLED_CANCEL, error=acceess_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=a%26b%3Dc",
        "CANCEL_DROPS_STATE, error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request"
    })
    void cancelComesBackInEverySpelling(String name, String query) {
        if (!name.isEmpty()) {
            test.turnOn(Switch.valueOf(name));
        }

        assertThat(decide("anna", "cancel").getHeader("Location"))
                .isEqualTo(TestSimulator.REDIRECT + "?" + query + "#_");
    }

    @Test
    void personWhoWalksAwayIsNeverSentBack() {
        var answer = decide("anna", "never");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(test.simulator.codes().all()).isEmpty();
    }

    @Test
    void pageSaysThatItIsASimulatorAndOffersBothButtons() {
        var page = authorize(Map.of("state", "\"><script>alert(1)</script>"));

        assertThat(page.getHeader("Content-Type")).startsWith("text/html");
        assertThat(page.bodyAsString())
                .contains("This is a simulator, not Meta", "id=\"grant\"", "id=\"cancel\"", "id=\"login\"")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/authorize", "/oauth/authorize/", "/v1.0/oauth/authorize"})
    void postedFormDecides(String path) {
        var form = new HashMap<>(request());
        form.put("sim_user", "carla");
        form.put("sim_decision", "grant");

        assertThat(test.post(path, form).getHeader("Location")).contains("?code=AQB");
    }

    @Test
    void visitorWithoutANameIsSomebodyNewEachTime() {
        authorize(Map.of("sim_decision", "grant"));
        authorize(Map.of("sim_decision", "grant"));

        assertThat(test.simulator.people().all()).hasSize(2);
    }

    private static String codeIn(String location) {
        return location.replaceAll(".*[?&]code=([^&#]*).*", "$1");
    }

    private HttpResponse<Buffer> decide(String username, String decision) {
        return authorize(Map.of("sim_user", username, "sim_decision", decision));
    }

    private HttpResponse<Buffer> authorize(Map<String, String> changes) {
        var query = new HashMap<>(request());
        query.putAll(changes);
        return test.get("/oauth/authorize", query);
    }

    private static Map<String, String> request() {
        return Map.of(
                "client_id", TestSimulator.CLIENT_ID,
                "redirect_uri", TestSimulator.REDIRECT,
                "scope", "threads_basic,threads_content_publish",
                "response_type", "code",
                "state", "a&b=c");
    }

    private static void assertRefused(HttpResponse<Buffer> answer, int code) {
        JsonObject body = answer.bodyAsJsonObject();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.getHeader("Location")).isNull();
        assertThat(body.fieldNames()).containsExactlyInAnyOrder("error_message", "error_code");
        assertThat(body.getInteger("error_code")).isEqualTo(code);
    }
}
