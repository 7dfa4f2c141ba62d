package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Complaint;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With STRICT on, a call that is not as documented is refused and written down by the names of its parameters. */
class StrictTest {
    private final FamilySimulator test = new FamilySimulator(Switch.STRICT);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void undocumentedParameterIsRefusedAndTheCodeStays() {
        String code = test.facebookCode("anna");
        var parameters = test.facebookExchange(code);
        parameters.put("secret_sauce", "hush-hush");

        var refused = test.get("/facebook/oauth/access_token", parameters);

        assertThat(refused.statusCode()).isEqualTo(400);
        Complaint complaint = test.simulator.complaints().get(0);
        assertThat(complaint.provider()).isEqualTo(Provider.FACEBOOK);
        assertThat(complaint.endpoint()).isEqualTo("CODE");
        assertThat(complaint.unknown()).containsExactly("secret_sauce");
        assertThat(complaint.toString()).doesNotContain("hush-hush");
        var known = test.get("/facebook/oauth/access_token", test.facebookExchange(code));
        assertThat(known.statusCode()).isEqualTo(200);
    }

    @Test
    void missingParameterIsNamed() {
        test.get("/instagram/refresh_access_token", Map.of("access_token", "IGAA"));

        assertThat(test.simulator.complaints().get(0).missing()).containsExactly("grant_type");
        var reported = test.get("/_control/complaints", Map.of()).bodyAsJsonObject();
        assertThat(reported.getJsonArray("complaints").getJsonObject(0).getJsonArray("missing"))
                .containsExactly("grant_type");
    }

    @Test
    void whatIsNoNameIsNotWrittenDown() {
        test.get("/facebook/me", Map.of("access_token", "x", "EAA secret?", "1"));

        assertThat(test.simulator.complaints().get(0).unknown()).containsExactly("(odd name)");
    }

    @Test
    void tokenMayComeByHeader() {
        String token = test.longLived("anna");

        var answer = TestSimulator.await(
                test.client.get("/facebook/me").bearerTokenAuthentication(token).send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(test.simulator.complaints()).isEmpty();
    }

    @Test
    void documentedCallsPass() {
        String token = test.longLived("anna");
        test.debug(test.pageToken(token));
        test.get("/facebook/me/accounts", Map.of("access_token", token, "fields", "id", "limit", "1", "after", ""));
        test.get("/facebook/me/permissions", Map.of("access_token", token, "status", "granted"));
        test.send(HttpMethod.DELETE, "/facebook/me/permissions", Map.of("access_token", token, "permission", "x"));
        String instagram = test.instagramLongLived("anna");
        test.clock.advance(Duration.ofDays(2));
        test.instagramRefresh(instagram);
        test.get(
                "/instagram/me",
                Map.of("access_token", instagram, "fields", "user_id,username", "appsecret_proof", "00"));
        test.get(
                "/instagram/oauth/authorize",
                Map.of(
                        "client_id", FamilySimulator.INSTAGRAM,
                        "redirect_uri", FamilySimulator.REDIRECT,
                        "response_type", "code",
                        "scope", "instagram_business_basic",
                        "state", "s",
                        "force_reauth", "true",
                        "sim_user", "anna",
                        "sim_decision", "grant"));

        assertThat(test.simulator.complaints()).isEmpty();
    }

    @Test
    void threadsIsWatchedToo() {
        test.get("/access_token", Map.of("client_id", "1"));

        assertThat(test.simulator.complaints().get(0).toString())
                .isEqualTo(
                        "THREADS UPGRADE undocumented [client_id] missing [access_token, client_secret, grant_type]");
    }
}
