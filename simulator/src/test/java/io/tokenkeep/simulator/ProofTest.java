package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.signing.AppSecretProof;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
    private static final String ME = "/me";
    private static final String REFRESH = "/refresh_access_token";
    private static final String DEBUG = "/debug_token";
    private static final String UPGRADE = "/access_token";
    private static final String INVALID = "Invalid appsecret_proof provided in the API argument";
    private static final String MISSING = "API calls from the server require an appsecret_proof argument";

    private final TestSimulator test = new TestSimulator(Switch.DEBUG_OPEN_TO_ALL);
    private String token = "";
    private String shortLived = "";

    @BeforeEach
    void connect() {
        token = test.longLived("anna");
        test.advance(Duration.ofDays(1));
        shortLived = test.shortLived("anna");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ME, REFRESH, DEBUG, UPGRADE})
    void wrongProofIsRefusedWhereverATokenIsTaken(String path) {
        assertRefused(call(path, Map.of("appsecret_proof", "00")), INVALID);
        assertRefused(call(path, Map.of("appsecret_proof", proof("other-secret", path))), INVALID);
        assertRefused(
                call(
                        path,
                        Map.of(
                                "appsecret_proof",
                                proof(TestSimulator.SECRET, path).toUpperCase(Locale.ROOT))),
                INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {ME, REFRESH, DEBUG, UPGRADE})
    void proofOfAnotherTokenIsRefused(String path) {
        String other = AppSecretProof.of(TestSimulator.SECRET, test.longLived("bert"));

        assertRefused(call(path, Map.of("appsecret_proof", other)), INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {ME, REFRESH, DEBUG})
    void missingProofIsRefusedWhereTheAppRequiresIt(String path) {
        test.turnOn(Switch.REQUIRE_APP_SECRET);

        assertRefused(call(path, Map.of()), MISSING);
        assertRefused(call(path, Map.of("appsecret_time", "1700000000")), MISSING);
    }

    @Test
    void upgradeBringsTheSecretItselfAndNeedsNoProof() {
        test.turnOn(Switch.REQUIRE_APP_SECRET);

        assertThat(call(UPGRADE, Map.of()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {ME, REFRESH, DEBUG, UPGRADE})
    void proofWithAnySecretOfTheAppIsTaken(String path) {
        test.turnOn(Switch.REQUIRE_APP_SECRET);

        assertThat(call(path, Map.of("appsecret_proof", proof(TestSimulator.SECRET, path)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(path, Map.of("appsecret_proof", proof(TestSimulator.OLDER_SECRET, path)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void k37_proofWithATimeIsTakenAndCoversTheTime() {
        String proof = AppSecretProof.of(TestSimulator.SECRET, token, "1700000000");

        assertThat(call(ME, Map.of("appsecret_proof", proof, "appsecret_time", "1700000000"))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(call(ME, Map.of("appsecret_proof", proof, "appsecret_time", "1700000001")), INVALID);
        assertRefused(call(ME, Map.of("appsecret_proof", proof)), INVALID);
        assertRefused(
                call(ME, Map.of("appsecret_proof", proof(TestSimulator.SECRET, ME), "appsecret_time", "1700000000")),
                INVALID);
    }

    @Test
    void proofOfATokenInTheHeaderIsTaken() {
        test.turnOn(Switch.REQUIRE_APP_SECRET);
        var request = test.client
                .get(ME)
                .putHeader("Authorization", "Bearer " + token)
                .addQueryParam("appsecret_proof", proof(TestSimulator.SECRET, ME));

        assertThat(TestSimulator.await(request.send()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusedRefreshHasNotHappened() {
        call(REFRESH, Map.of("appsecret_proof", "00"));

        assertThat(test.simulator.tokens().all()).noneMatch(issued -> token.equals(issued.parent()));
    }

    private String proof(String secret, String path) {
        return AppSecretProof.of(secret, tokenFor(path));
    }

    private String tokenFor(String path) {
        return path.equals(UPGRADE) ? shortLived : token;
    }

    private HttpResponse<Buffer> call(String path, Map<String, String> more) {
        var query = new HashMap<>(more);
        query.put("access_token", tokenFor(path));
        query.put("input_token", token);
        if (path.equals(UPGRADE)) {
            query.put("grant_type", "th_exchange_token");
            query.put("client_secret", TestSimulator.SECRET);
        }
        if (path.equals(REFRESH)) {
            query.put("grant_type", "th_refresh_token");
        }
        return test.get(path, query);
    }

    private static void assertRefused(HttpResponse<Buffer> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getJsonObject("error").getMap())
                .containsEntry("code", 100)
                .containsEntry("message", message);
    }
}
