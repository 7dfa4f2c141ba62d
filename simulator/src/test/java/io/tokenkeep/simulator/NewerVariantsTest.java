package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contradictions of 2026. */
class NewerVariantsTest {

    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void k27_oldHostOfInstagramIsGoneAndMayAnswer() {
        var gone = test.getOn("api.instagram.com", "/oauth/authorize", Map.of("client_id", "1"));
        test.turnOn(Switch.K27_OLD_HOST_ANSWERS);
        var before = test.getOn("api.instagram.com", "/oauth/authorize", Map.of("client_id", "1"));
        var there = test.getOn("www.instagram.com", "/oauth/authorize", Map.of("client_id", "1"));

        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.bodyAsString()).contains("this page isn't available");
        assertThat(there.bodyAsString()).contains("Invalid platform app");
        assertThat(before.bodyAsString()).contains("Invalid platform app");
    }

    @Test
    void k42_businessThatDeclinesOneScopeMayHaveGrantedNone() {
        assertThat(business("pages_show_list")).contains("?code=");

        test.turnOn(Switch.K42_ALL_OR_NOTHING);

        assertThat(business("pages_show_list")).contains("error=access_denied").doesNotContain("?code=");
        assertThat(business("pages_show_list,pages_read_engagement,public_profile"))
                .contains("?code=");
    }

    private String business(String granted) {
        test.simulator.configure("42", new Configuration(Set.of("pages_show_list", "pages_read_engagement"), false));
        return test.get(
                        "/facebook/dialog/oauth",
                        Map.of(
                                "client_id",
                                FamilySimulator.FACEBOOK,
                                "redirect_uri",
                                FamilySimulator.REDIRECT,
                                "config_id",
                                "42",
                                "sim_user",
                                "business",
                                "sim_decision",
                                "grant",
                                "sim_scopes",
                                granted))
                .getHeader("Location");
    }

    @Test
    void k46_postIsADeleteOnlyWhereThatIsAskedFor() {
        String token = test.longLived("anna");

        var tunnelled = test.send(
                HttpMethod.POST, "/facebook/me/permissions", Map.of("method", "delete", "access_token", token));
        assertThat(tunnelled.statusCode()).isEqualTo(400);
        assertThat(test.simulator.tokens().alive(token)).isTrue();

        var real = test.send(HttpMethod.DELETE, "/facebook/me/permissions", Map.of("access_token", token));
        assertThat(real.bodyAsString()).isEqualTo("{\"success\":true}");
        assertThat(test.simulator.tokens().alive(token)).isFalse();

        String other = test.longLived("bert");
        test.turnOn(Switch.K46_METHOD_OVERRIDE);
        var overridden = test.send(
                HttpMethod.POST, "/facebook/me/permissions", Map.of("method", "delete", "access_token", other));
        assertThat(overridden.bodyAsString()).isEqualTo("{\"success\":true}");
        assertThat(test.simulator.tokens().alive(other)).isFalse();
    }

    @Test
    void k47_checkpointMayBeReportedByItsTextAlone() {
        String token = test.longLived("anna");
        test.simulator.tokens().revoke(issued -> issued.value().equals(token), IssuedToken.CHECKPOINTED);

        test.turnOn(Switch.K47_CHECKPOINT_WITHOUT_SUBCODE);
        JsonObject checkpoint = me(token);
        assertThat(checkpoint.getString("message")).contains("till you log in to www.facebook.com");
        assertThat(checkpoint.containsKey("error_subcode")).isFalse();
        assertThat(test.debug(token).getJsonObject("error").containsKey("subcode"))
                .isFalse();

        test.turnOn(Switch.K47_SUSPENDED_ACCOUNT);
        JsonObject suspended = me(token);
        assertThat(suspended.getString("message")).contains("Session key is malformed");
        assertThat(suspended.getInteger("error_subcode")).isZero();
        assertThat(test.debug(token).getJsonObject("error").getInteger("subcode"))
                .isZero();
    }

    @Test
    void k48_livingTokenMayBeOfTheWrongKind() {
        String token = test.longLived("anna");
        String page = test.pageToken(token);
        test.turnOn(Switch.K48_WRONG_KIND_OF_TOKEN);

        JsonObject refused = me(token);

        assertThat(refused.getInteger("code")).isEqualTo(190);
        assertThat(refused.containsKey("error_subcode")).isFalse();
        assertThat(test.get("/facebook/me", Map.of("access_token", page)).statusCode())
                .isEqualTo(200);
    }

    private JsonObject me(String token) {
        return FamilySimulator.error(test.get("/facebook/me", Map.of("access_token", token)));
    }
}
