package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Facebook code, the token for it, and the exchange of that. */
class FacebookTokenTest {
    private static final int SIXTY_DAYS = 5_184_000;
    private static final String TOKEN_PATH = "/facebook/v25.0/oauth/access_token";

    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 555, 101, , Error validating application.",
        "client_secret, wrong, 1, , Error validating client secret.",
        "redirect_uri, https://elsewhere.example/, 100, 36008, Error validating verification code.",
        "redirect_uri, , 191, , Missing redirect_uri",
        "code, short, 100, , Invalid verification code format.",
        "code, AQBneverissued-neverissued, 100, 36009, This authorization code has been used."
    })
    void refusalNamesWhatIsWrong(String name, String value, int code, Integer subcode, String message) {
        var parameters = test.facebookExchange(test.facebookCode("anna"));
        parameters.put(name, value == null ? "" : value);

        var refused = test.get(TOKEN_PATH, parameters);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).getInteger("code")).isEqualTo(code);
        assertThat(error(refused).getInteger("error_subcode")).isEqualTo(subcode);
        assertThat(error(refused).getString("message")).startsWith(message);
        assertThat(refused.getHeader("WWW-Authenticate"))
                .startsWith(
                        "OAuth \"Facebook Platform\" \"" + (name.equals("code") || code == 100 ? "invalid_code" : ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {FamilySimulator.INSTAGRAM, TestSimulator.CLIENT_ID})
    void anotherProductsAppIsUnknown(String clientId) {
        var parameters = test.facebookExchange(test.facebookCode("anna"));
        parameters.put("client_id", clientId);

        assertThat(error(test.get(TOKEN_PATH, parameters)).getInteger("code")).isEqualTo(101);
    }

    @Test
    void secondUseAndLateUseAreRefused() {
        String code = test.facebookCode("anna");
        String late = test.facebookCode("anna");
        test.get(TOKEN_PATH, test.facebookExchange(code));

        assertThat(error(test.get(TOKEN_PATH, test.facebookExchange(code))).getInteger("error_subcode"))
                .isEqualTo(36009);
        test.clock.advance(Duration.ofHours(1));
        assertThat(error(test.get(TOKEN_PATH, test.facebookExchange(late))).getInteger("error_subcode"))
                .isEqualTo(36007);
        test.turnOn(Switch.NO_CODE_SUBCODES);
        assertThat(error(test.get(TOKEN_PATH, test.facebookExchange(late))).containsKey("error_subcode"))
                .isFalse();
    }

    @Test
    void k20_codeMayComeByGetFormQueryAndJson() {
        var query = test.get(TOKEN_PATH, test.facebookExchange(test.facebookCode("anna")));
        var form = test.post("/facebook/oauth/access_token", test.facebookExchange(test.facebookCode("anna")));
        var posted = test.send(
                HttpMethod.POST, "/facebook/oauth/access_token/", test.facebookExchange(test.facebookCode("anna")));
        var parameters = test.facebookExchange(test.facebookCode("anna"));
        var redirect = parameters.remove("redirect_uri");
        var json = TestSimulator.await(test.client
                .post("/facebook/v19.0/oauth/access_token")
                .addQueryParam("redirect_uri", redirect)
                .sendJsonObject(new JsonObject(Map.<String, Object>copyOf(parameters))));

        for (var answer : List.of(query, form, posted, json)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsJsonObject().fieldNames())
                    .containsExactly("access_token", "token_type", "expires_in");
            assertThat(answer.bodyAsJsonObject().getString("access_token")).startsWith("EAA");
            assertThat(answer.bodyAsJsonObject().getInteger("expires_in")).isEqualTo(3600);
        }
    }

    @Test
    void codeMayGiveALongLivedTokenOrNoExpiry() {
        test.turnOn(Switch.CODE_GIVES_LONG_LIVED);
        var longLived = test.get(TOKEN_PATH, test.facebookExchange(test.facebookCode("anna")));
        test.turnOn(Switch.CODE_ANSWER_LACKS_EXPIRY);
        var silent = test.get(TOKEN_PATH, test.facebookExchange(test.facebookCode("anna")));

        assertThat(longLived.bodyAsJsonObject().getInteger("expires_in")).isEqualTo(SIXTY_DAYS);
        assertThat(silent.bodyAsJsonObject().containsKey("expires_in")).isFalse();
    }

    @Test
    void exchangeGivesSixtyDaysInEachShape() {
        String token = test.shortLived("anna");

        assertThat(test.exchange(token).bodyAsJsonObject().getInteger("expires_in"))
                .isEqualTo(SIXTY_DAYS);
        test.turnOn(Switch.K23_EXPIRES);
        assertThat(test.exchange(token).bodyAsJsonObject().getInteger("expires"))
                .isEqualTo(SIXTY_DAYS);
        test.turnOn(Switch.K22_NO_EXPIRY);
        assertThat(test.exchange(token).bodyAsJsonObject().fieldNames()).containsExactly("access_token", "token_type");
        test.simulator.switches().allOff();
        test.turnOn(Switch.K24_QUERY_STRING);
        var form = test.exchange(token);
        assertThat(form.getHeader("Content-Type")).startsWith("text/plain");
        assertThat(form.bodyAsString()).matches("access_token=EAA[\\w-]+&expires=5184000");
    }

    @Test
    void exchangeWithoutAnEndIsSeenByDebugOnly() {
        test.turnOn(Switch.LONG_LIVED_NEVER_EXPIRES);
        var answer = test.exchange(test.shortLived("anna")).bodyAsJsonObject();

        assertThat(answer.containsKey("expires_in")).isFalse();
        assertThat(test.debug(answer.getString("access_token")).getInteger("expires_at"))
                .isZero();
    }

    @Test
    void exchangeOfALongLivedTokenGivesTheSameUnchanged() {
        String token = test.longLived("anna");
        test.clock.advance(Duration.ofDays(10));

        var again = test.exchange(token).bodyAsJsonObject();

        assertThat(again.getString("access_token")).isEqualTo(token);
        assertThat(again.getInteger("expires_in")).isEqualTo(SIXTY_DAYS - 10 * 86_400);
    }

    @Test
    void exchangeOfALongLivedTokenMayGiveAnother() {
        String token = test.longLived("anna");
        test.clock.advance(Duration.ofDays(10));
        test.turnOn(Switch.K25_NEW_TOKEN);

        var again = test.exchange(token).bodyAsJsonObject();

        assertThat(again.getString("access_token")).isNotEqualTo(token);
        assertThat(again.getInteger("expires_in")).isEqualTo(SIXTY_DAYS);
        assertThat(test.simulator.tokens().alive(token)).isTrue();
    }

    @Test
    void exchangeOfALongLivedTokenMayExtendItOnceADay() {
        String token = test.longLived("anna");
        test.turnOn(Switch.K25_ONCE_A_DAY);
        test.clock.advance(Duration.ofHours(23));
        assertThat(test.exchange(token).bodyAsJsonObject().getInteger("expires_in"))
                .isLessThan(SIXTY_DAYS);
        test.clock.advance(Duration.ofHours(1));

        var again = test.exchange(token).bodyAsJsonObject();

        assertThat(again.getString("access_token")).isEqualTo(token);
        assertThat(again.getInteger("expires_in")).isEqualTo(SIXTY_DAYS);
    }

    @Test
    void deadAndForeignTokensAreNotExchanged() {
        String token = test.shortLived("anna");
        test.clock.advance(Duration.ofHours(1));

        assertThat(error(test.exchange(token)).getInteger("error_subcode")).isEqualTo(463);
        assertThat(error(test.exchange("EAAunknown")).getInteger("code")).isEqualTo(190);
        assertThat(error(test.exchange(test.instagramShortLived("bert"))).getString("message"))
                .contains("Cannot parse access token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[1]", "{"})
    void jsonThatIsNoneIsTheCallersMistake(String body) {
        var refused = TestSimulator.await(test.client
                .post(TOKEN_PATH)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(body)));

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void appGetsATokenOfItsOwn() {
        var answer = test.get(
                "/facebook/oauth/access_token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        FamilySimulator.FACEBOOK,
                        "client_secret",
                        FamilySimulator.SECRET));

        String token = answer.bodyAsJsonObject().getString("access_token");
        assertThat(token).startsWith(FamilySimulator.FACEBOOK + "|");
        var own = test.get("/facebook/debug_token", Map.of("input_token", token, "access_token", token));
        assertThat(own.bodyAsJsonObject().getJsonObject("data").getString("type"))
                .isEqualTo("APP");
    }

    private static JsonObject error(HttpResponse<Buffer> answer) {
        return FamilySimulator.error(answer);
    }
}
