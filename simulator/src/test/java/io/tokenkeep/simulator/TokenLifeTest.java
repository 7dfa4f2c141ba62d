package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifeTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void upgradeGivesSixtyDays() {
        var answer = test.upgrade(test.shortLived("anna")).bodyAsJsonObject();

        assertThat(answer.fieldNames()).containsExactly("access_token", "token_type", "expires_in");
        assertThat(answer.getLong("expires_in")).isEqualTo(5_184_000);
    }

    @Test
    void upgradeNeedsTheSecretOfTheTokensApp() {
        String token = test.shortLived("anna");

        assertError(
                test.get(
                        "/access_token",
                        Map.of("grant_type", "th_exchange_token", "client_secret", "wrong", "access_token", token)),
                400,
                1);
        assertThat(test.upgrade(token).statusCode()).isEqualTo(200);
    }

    @Test
    void shortLivedTokenIsGoneAfterAnHour() {
        String token = test.shortLived("anna");
        String other = test.shortLived("bert");

        test.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(test.upgrade(other).statusCode()).isEqualTo(200);
        test.advance(Duration.ofMillis(1));

        assertSubcode(test.upgrade(token), IssuedToken.EXPIRED);
        assertSubcode(test.me(token), IssuedToken.EXPIRED);
    }

    @Test
    void longLivedTokenCannotBeUpgradedAgain() {
        assertError(test.upgrade(test.longLived("anna")), 400, 452);
    }

    @Test
    void k12_upgradeIsAGetUnlessLenient() {
        Map<String, String> form = Map.of(
                "grant_type",
                "th_exchange_token",
                "client_secret",
                TestSimulator.SECRET,
                "access_token",
                test.shortLived("anna"));

        assertError(test.post("/access_token", form), 400, 100);
        assertError(test.get("/oauth/access_token", form), 400, 100);
        test.turnOn(Switch.K12_LENIENT_UPGRADE);
        assertThat(test.post("/access_token", form).statusCode()).isEqualTo(200);
        assertThat(test.get("/oauth/access_token", form).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/access_token", "/refresh_access_token"})
    void wrongGrantTypeAndMissingTokenAreInvalidParameters(String path) {
        String grantType = path.startsWith("/a") ? "th_exchange_token" : "th_refresh_token";

        assertError(test.get(path, Map.of("grant_type", "nonsense")), 400, 100);
        assertError(test.get(path, Map.of("grant_type", grantType)), 400, 100);
    }

    @Test
    void refreshIsRefusedBeforeADayIsOver() {
        String token = test.longLived("anna");

        test.advance(DAY.minusMillis(1));
        assertError(test.refresh(token), 400, 100);
        test.turnOn(Switch.EARLY_REFRESH_IS_CODE_10);
        assertError(test.refresh(token), 400, 10);
        test.advance(Duration.ofMillis(1));
        assertThat(test.refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void refreshIsRefusedOnceSixtyDaysAreOver() {
        String inTime = test.longLived("anna");
        String late = test.longLived("bert");

        test.advance(DAY.multipliedBy(60).minusMillis(1));
        assertThat(test.refresh(inTime).bodyAsJsonObject().getLong("expires_in"))
                .isEqualTo(5_184_000);
        test.advance(Duration.ofMillis(1));

        assertSubcode(test.refresh(late), IssuedToken.EXPIRED);
        assertThat(message(test.refresh(late))).contains("Session has expired on Wednesday, 30-Dec-26 16:00:00 PST.");
    }

    @Test
    void shortLivedTokenCannotBeRefreshed() {
        assertError(test.refresh(test.shortLived("anna")), 400, 100);
    }

    @Test
    void refreshGivesAnotherTokenAndLeavesTheOldOneAlive() {
        String old = test.longLived("anna");
        test.advance(DAY);

        String fresh = test.refresh(old).bodyAsJsonObject().getString("access_token");

        assertThat(fresh).isNotEqualTo(old);
        assertThat(test.me(old).statusCode()).isEqualTo(200);
        assertThat(test.me(fresh).statusCode()).isEqualTo(200);
        assertThat(test.simulator
                        .tokens()
                        .newest(TestSimulator.CLIENT_ID, test.person("anna").id()))
                .hasValueSatisfying(newest -> {
                    assertThat(newest.value()).isEqualTo(fresh);
                    assertThat(newest.parent()).isEqualTo(old);
                });
    }

    @Test
    void refreshKeepsTheTokenWhenSwitchedOn() {
        test.turnOn(Switch.REFRESH_KEEPS_TOKEN);
        String token = test.longLived("anna");
        test.advance(DAY);

        assertThat(test.refresh(token).bodyAsJsonObject().getString("access_token"))
                .isEqualTo(token);

        test.advance(DAY.multipliedBy(60).minusMillis(1));
        assertThat(test.me(token).statusCode()).isEqualTo(200);
        test.advance(Duration.ofMillis(1));
        assertSubcode(test.me(token), IssuedToken.EXPIRED);
    }

    @Test
    void refreshKillsTheOldTokenWhenSwitchedOn() {
        test.turnOn(Switch.REFRESH_KILLS_OLD_TOKEN);
        String old = test.longLived("anna");
        test.advance(DAY);

        String fresh = test.refresh(old).bodyAsJsonObject().getString("access_token");

        assertSubcode(test.me(old), IssuedToken.INVALID);
        assertThat(test.me(fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void longLivedAnswerHasAnIdInsteadOfAnExpiryWhenSwitchedOn() {
        test.turnOn(Switch.K14_ID_INSTEAD_OF_EXPIRY);

        var answer = test.upgrade(test.shortLived("anna")).bodyAsJsonObject();

        assertThat(answer.fieldNames()).containsExactly("access_token", "id");
        assertThat(answer.getString("id")).isEqualTo(test.person("anna").idText());
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void k15_grantOfAPrivateProfileLapsesAfterNinetyDaysWhenSwitchedOn(boolean isPrivate, boolean alive) {
        test.turnOn(Switch.K15_PRIVATE_GRANT_LAPSES);
        String token = test.longLived("anna");
        test.simulator.people().change("anna", person -> person.asPrivate(isPrivate));
        test.advance(DAY.multipliedBy(50));
        String fresh = test.refresh(token).bodyAsJsonObject().getString("access_token");

        test.advance(DAY.multipliedBy(40));

        assertThat(test.simulator.tokens().alive(fresh)).isEqualTo(alive);
        if (!alive) {
            assertSubcode(test.me(fresh), IssuedToken.GRANT_LAPSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {458, 459, 460, 464, 467})
    void revokedTokenIsRefusedWithItsSubcodeEverywhere(int subcode) {
        String token = test.longLived("anna");
        String other = test.longLived("bert");
        test.advance(DAY);

        int revoked = test.simulator
                .tokens()
                .revoke(candidate -> candidate.person().username().equals("anna"), subcode);

        assertThat(revoked).isEqualTo(2 - 1);
        assertSubcode(test.refresh(token), subcode);
        assertSubcode(test.me(token), subcode);
        assertThat(test.me(other).statusCode()).isEqualTo(200);
    }

    @Test
    void removingTheAppKillsEveryTokenOfThePersonThere() {
        String token = test.longLived("anna");

        assertThat(test.simulator.removeApp(TestSimulator.CLIENT_ID, "anna")).isEqualTo(2);

        assertSubcode(test.me(token), IssuedToken.REMOVED_APP);
        assertThat(test.me(test.longLived("anna")).statusCode()).isEqualTo(200);
    }

    @Test
    void deadTokenIs401WhenSwitchedOn() {
        test.turnOn(Switch.TOKEN_ERRORS_ARE_401);

        assertError(test.me("THAAnever-issued"), 401, 190);
    }

    @Test
    void shorterLifetimeShrinksTheMinimumAgeInProportion() {
        var lifetimes = Lifetimes.DOCUMENTED.withLongLived(Duration.ofSeconds(30));

        assertThat(lifetimes.minimumRefreshAge()).isEqualTo(Duration.ofMillis(500));
        assertThat(lifetimes.code()).isEqualTo(Duration.ofHours(1));
    }

    private static String message(HttpResponse<Buffer> answer) {
        return error(answer).getString("message");
    }

    private static JsonObject error(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonObject().getJsonObject("error");
    }

    private static void assertSubcode(HttpResponse<Buffer> answer, int subcode) {
        assertError(answer, 400, 190);
        assertThat(error(answer).getInteger("error_subcode")).isEqualTo(subcode);
    }

    private static void assertError(HttpResponse<Buffer> answer, int status, int code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(error(answer).getInteger("code")).isEqualTo(code);
        assertThat(error(answer).getString("type")).isEqualTo("OAuthException");
        assertThat(answer.getHeader("WWW-Authenticate")).isNotNull();
    }
}
