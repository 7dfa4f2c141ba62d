package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instagram Login in all the shapes that were seen. */
class InstagramTest {
    private static final int SIXTY_DAYS = 5_184_000;

    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 555, Invalid platform app",
        "client_id, " + FamilySimulator.FACEBOOK + ", Invalid platform app",
        "grant_type, other, Invalid grant_type",
        "code, AQBnever, Matching code was not found or was already used",
        "redirect_uri, https://elsewhere.example/, Error validating verification code."
    })
    void refusedCodeIsFlat(String name, String value, String message) {
        var parameters = test.instagramExchange(test.instagramCode("anna"));
        parameters.put(name, value);

        var refused = test.post("/instagram/oauth/access_token", parameters);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.bodyAsJsonObject().fieldNames()).containsExactly("error_type", "code", "error_message");
        assertThat(refused.bodyAsJsonObject().getString("error_message")).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "K33_CODE_HAS_BEEN_USED, This authorization code has been used",
        "K33_VERIFICATION_CODE, Error validating verification code."
    })
    void k33_spentCodeHasThreeTexts(Switch each, String message) {
        String code = test.instagramCode("anna");
        test.redeemInstagram(code);
        test.turnOn(each);

        assertThat(test.redeemInstagram(code).bodyAsJsonObject().getString("error_message"))
                .startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "K34_CODE_1, 1, OAuthException, Error validating client secret.",
        "MISLEADING_METHOD_ERROR, 100, IGApiException, Unsupported request - method type: get",
        "ERRORS_OF_INSTAGRAM_TYPE, 100, IGApiException, Error validating client secret.",
        "STRICT, 100, OAuthException, Error validating client secret."
    })
    void k34_wrongSecretIsSaidInThreeWays(Switch each, int code, String type, String message) {
        test.turnOn(each);

        JsonObject error = error(test.instagramUpgrade(test.instagramShortLived("anna"), "wrong"));

        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("type")).isEqualTo(type);
        assertThat(error.getString("message")).isEqualTo(message);
    }

    @Test
    void anotherProductsTokenGetsTheMisleadingError() {
        String facebook = test.shortLived("anna");

        assertThat(error(test.instagramUpgrade(facebook, FamilySimulator.SECRET))
                        .getString("message"))
                .contains("Cannot parse access token");
        test.turnOn(Switch.MISLEADING_METHOD_ERROR);
        assertThat(error(test.instagramUpgrade(facebook, FamilySimulator.SECRET))
                        .getString("message"))
                .isEqualTo("Unsupported request - method type: get");
    }

    @Test
    void pendingTesterGetsTheMisleadingError() {
        String token = test.instagramShortLived("anna");
        test.turnOn(Switch.DEVELOPMENT_MODE);
        test.turnOn(Switch.MISLEADING_METHOD_ERROR);

        assertThat(error(test.instagramUpgrade(token, FamilySimulator.SECRET)).getString("message"))
                .isEqualTo("Unsupported request - method type: get");
        test.simulator.people().change("anna", person -> person.asTester(true));
        assertThat(test.instagramUpgrade(token, FamilySimulator.SECRET).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "false,false,false",
        "true,false,false",
        "false,true,false",
        "false,false,true",
        "true,true,true",
        "false,true,true",
        "true,true,false",
        "true,false,true"
    })
    void k31_successComesInEightShapes(boolean flat, boolean number, boolean array) {
        turnOnIf(!flat, Switch.K31_WRAPPED);
        turnOnIf(!number, Switch.K31_ID_AS_TEXT);
        turnOnIf(!array, Switch.K31_PERMISSIONS_AS_TEXT);
        String id = test.simulator.people().named("anna").idText();

        JsonObject body = test.redeemInstagram(test.instagramCode("anna")).bodyAsJsonObject();

        JsonObject answer = flat ? body : body.getJsonArray("data").getJsonObject(0);
        assertThat(answer.fieldNames()).containsExactly("access_token", "user_id", "permissions");
        assertThat(answer.getString("access_token")).startsWith("IGAA");
        assertThat(answer.getValue("user_id")).isEqualTo(number ? Long.valueOf(id) : id);
        assertThat(answer.getValue("permissions"))
                .isEqualTo(array ? new JsonArray().add("instagram_business_basic") : "instagram_business_basic");
    }

    @Test
    void exchangeIsByPostOnly() {
        var refused = test.get("/instagram/oauth/access_token", test.instagramExchange(test.instagramCode("anna")));

        assertThat(error(refused).getString("type")).isEqualTo("IGApiException");
    }

    @Test
    void k30_exchangeTakesMultipart() {
        var form = MultipartForm.create();
        test.instagramExchange(test.instagramCode("anna")).forEach(form::attribute);

        var answer = TestSimulator.await(
                test.client.post("/instagram/oauth/access_token").sendMultipartForm(form));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void k32_accountIdIsNotTheAppScopedOne() {
        var person = test.simulator.people().named("anna");
        assertThat(person.professionalIdText()).startsWith("1784").isNotEqualTo(person.idText());
        assertThat(person.professionalId() % 2).isEqualTo(1);
        assertThat((long) (double) person.professionalId()).isNotEqualTo(person.professionalId());
        test.turnOn(Switch.K32_ACCOUNT_ID);

        var body = test.redeemInstagram(test.instagramCode("anna")).bodyAsJsonObject();

        assertThat(body.getLong("user_id")).isEqualTo(person.professionalId());
    }

    @Test
    void k36_meTellsBothIdsFlatOrWrapped() {
        String token = test.instagramLongLived("anna");
        var person = test.simulator.people().named("anna");
        var query = Map.of("fields", "user_id,username,account_type", "access_token", token);

        JsonObject flat = test.get("/instagram/v25.0/me", query).bodyAsJsonObject();
        test.turnOn(Switch.K36_WRAPPED);
        JsonObject wrapped = test.get("/instagram/me", query).bodyAsJsonObject();

        assertThat(flat.getString("user_id")).isEqualTo(person.professionalIdText());
        assertThat(flat.getString("id")).isEqualTo(person.idText());
        assertThat(wrapped.getJsonArray("data").getJsonObject(0)).isEqualTo(flat);
    }

    @Test
    void k35_refreshNeedsADayAndGivesSixtyButForPrivateAccounts() {
        String token = test.instagramLongLived("anna");
        assertThat(test.instagramRefresh(token).statusCode()).isEqualTo(400);
        test.clock.advance(Duration.ofDays(1));

        assertThat(test.instagramRefresh(token).bodyAsJsonObject().getInteger("expires_in"))
                .isEqualTo(SIXTY_DAYS);
        test.turnOn(Switch.K35_PRIVATE_NOT_REFRESHED);
        assertThat(test.instagramRefresh(token).statusCode()).isEqualTo(200);
        test.simulator.people().change("anna", person -> person.asPrivate(true));
        assertThat(error(test.instagramRefresh(token)).getInteger("code")).isEqualTo(10);
    }

    @Test
    void expiredTokenIsNotRefreshed() {
        String token = test.instagramLongLived("anna");
        test.clock.advance(Duration.ofDays(60));

        assertThat(error(test.instagramRefresh(token)).getInteger("error_subcode"))
                .isEqualTo(463);
    }

    @Test
    void authorizePageSendsBackWithTheShortFragment() {
        var query = Map.of(
                "client_id", FamilySimulator.INSTAGRAM,
                "redirect_uri", FamilySimulator.REDIRECT,
                "scope", "instagram_business_basic",
                "response_type", "code",
                "state", "s",
                "force_authentication", "1",
                "enable_fb_login", "0",
                "sim_user", "anna",
                "sim_decision", "grant");

        String location = test.get("/instagram/oauth/authorize", query).getHeader("Location");

        assertThat(location).matches("https://tokenkeep.example/callback\\?code=AQB[\\w-]+&state=s#_");
    }

    @Test
    void cancelHasTwoDescriptions() {
        var query = Map.of(
                "client_id",
                FamilySimulator.INSTAGRAM,
                "redirect_uri",
                FamilySimulator.REDIRECT,
                "scope",
                "instagram_business_basic",
                "sim_decision",
                "cancel");

        assertThat(test.get("/instagram/oauth/authorize", query).getHeader("Location"))
                .endsWith("?error=access_denied&error_reason=user_denied"
                        + "&error_description=The+user+denied+your+request#_");
        test.turnOn(Switch.CANCEL_IS_PERMISSIONS_ERROR);
        assertThat(test.get("/instagram/oauth/authorize", query).getHeader("Location"))
                .endsWith("&error_description=Permissions+error#_");
    }

    private void turnOnIf(boolean wanted, Switch each) {
        if (wanted) {
            test.turnOn(each);
        }
    }

    private static JsonObject error(HttpResponse<Buffer> answer) {
        return FamilySimulator.error(answer);
    }
}
