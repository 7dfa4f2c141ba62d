package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that a business gave to an app by its system user. */
class FacebookBusinessTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void systemUsersTokenHasNoEndAndIsRevokedByItsApp() {
        String token = systemUser();
        assertThat(test.debug(token).getString("type")).isEqualTo("SYSTEM_USER");
        assertThat(test.debug(token).getInteger("expires_at")).isZero();
        assertThat(test.exchange(token).statusCode()).isEqualTo(400);

        var answer = test.get(
                "/facebook/oauth/revoke",
                Map.of(
                        "client_id",
                        FamilySimulator.FACEBOOK,
                        "client_secret",
                        FamilySimulator.SECRET,
                        "revoke_token",
                        token,
                        "access_token",
                        token));

        assertThat(answer.bodyAsString()).isEqualTo("{\"success\":true}");
        assertThat(test.simulator.tokens().alive(token)).isFalse();
    }

    @Test
    void endingSystemUsersTokenIsRenewedAndTheOldOneLivesOn() {
        test.turnOn(Switch.SYSTEM_USER_EXPIRES);
        String token = systemUser();
        test.clock.advance(Duration.ofDays(30));

        var answer = test.get(
                "/facebook/oauth/access_token",
                Map.of(
                        "grant_type",
                        "fb_exchange_token",
                        "client_id",
                        FamilySimulator.FACEBOOK,
                        "client_secret",
                        FamilySimulator.SECRET,
                        "set_token_expires_in_60_days",
                        "true",
                        "fb_exchange_token",
                        token));

        assertThat(answer.bodyAsJsonObject().getString("access_token")).isNotEqualTo(token);
        assertThat(answer.bodyAsJsonObject().getInteger("expires_in")).isEqualTo(5_184_000);
        assertThat(test.simulator.tokens().alive(token)).isTrue();
    }

    @Test
    void whatABusinessGaveIsNotThePersonsToTakeBack() {
        String business = systemUser();
        String businessPage = test.pageToken(business);
        String page = test.pageToken(test.longLived("business"));

        test.simulator.removeApp(FamilySimulator.FACEBOOK, "business");
        test.simulator.settings().changePassword("business");

        assertThat(page).isNotEqualTo(businessPage);
        assertThat(test.simulator.tokens().alive(page)).isFalse();
        assertThat(test.simulator.tokens().alive(business)).isTrue();
        assertThat(test.simulator.tokens().alive(businessPage)).isTrue();
    }

    private String systemUser() {
        var answer = test.get(
                "/facebook/dialog/oauth",
                Map.of(
                        "client_id", FamilySimulator.FACEBOOK,
                        "redirect_uri", FamilySimulator.REDIRECT,
                        "config_id", "123",
                        "response_type", "code",
                        "override_default_response_type", "true",
                        "sim_user", "business",
                        "sim_decision", "grant"));
        String code = answer.getHeader("Location").replaceFirst(".*code=([\\w-]+).*", "$1");
        return test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");
    }
}
