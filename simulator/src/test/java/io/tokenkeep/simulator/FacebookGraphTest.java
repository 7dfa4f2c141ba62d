package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.signing.AppSecretProof;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inspection, permissions and proofs at Facebook. */
class FacebookGraphTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void otherAppsMayNotInspect() {
        String token = test.longLived("anna");
        String other = test.longLived("bert");

        assertThat(inspect(token, other).statusCode()).isEqualTo(400);
        assertThat(inspect(token, "2000000000000003|" + FamilySimulator.SECRET).statusCode())
                .isEqualTo(400);
        assertThat(inspect(token, FamilySimulator.FACEBOOK + "|wrong").statusCode())
                .isEqualTo(400);
        assertThat(inspect(token, token).statusCode()).isEqualTo(200);
        test.simulator.people().change("bert", person -> person.asTester(true));
        assertThat(inspect(token, other).statusCode()).isEqualTo(200);
    }

    @Test
    void inspectionTellsWhoseAndHowLong() {
        String token = test.longLived("anna");
        var person = test.simulator.people().named("anna");
        var pages = test.simulator.pages().of(person);

        JsonObject user = test.debug(token);
        JsonObject page = test.debug(test.pageToken(token));

        assertThat(user.getString("type")).isEqualTo("USER");
        assertThat(user.getString("app_id")).isEqualTo(FamilySimulator.FACEBOOK);
        assertThat(user.getString("user_id")).isEqualTo(person.idText());
        assertThat(user.getLong("expires_at") - user.getLong("issued_at")).isEqualTo(5_184_000);
        assertThat(user.getLong("data_access_expires_at")).isGreaterThan(user.getLong("expires_at"));
        assertThat(user.getJsonArray("scopes")).contains("public_profile", "pages_show_list");
        JsonObject listing = granular(user, "pages_show_list");
        assertThat(listing.getJsonArray("target_ids"))
                .containsExactlyInAnyOrder(pages.get(0).id(), pages.get(1).id());
        assertThat(granular(user, "public_profile").containsKey("target_ids")).isFalse();
        assertThat(granular(user, "instagram_basic").getJsonArray("target_ids")).hasSize(1);
        assertThat(page.getString("type")).isEqualTo("PAGE");
        assertThat(page.getString("profile_id")).isEqualTo(pages.get(0).id());
        assertThat(page.getInteger("expires_at")).isZero();
    }

    @Test
    void inspectionOfADeadTokenSaysSubcode() {
        String token = test.longLived("anna");
        test.clock.advance(Duration.ofDays(60));

        JsonObject data = test.debug(token);

        assertThat(data.getBoolean("is_valid")).isFalse();
        assertThat(data.getJsonObject("error").getInteger("subcode")).isEqualTo(463);
    }

    @Test
    void inspectionHasItsVariants() {
        test.turnOn(Switch.K38_USER_ID_AS_NUMBER);
        test.turnOn(Switch.K38_EMPTY_DATA_AS_ARRAY);
        String token = test.longLived("anna");

        assertThat(test.debug(token).getValue("app_id")).isEqualTo(2_000_000_000_000_001L);
        assertThat(inspect("EAAunknown", test.appToken()).bodyAsJsonObject().getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void permissionsAreListedAndFiltered() {
        String token = test.longLived("anna", "pages_show_list");

        JsonArray all = permissions(token, Map.of()).getJsonArray("data");
        JsonArray declined = permissions(token, Map.of("status", "declined")).getJsonArray("data");

        assertThat(all)
                .contains(new JsonObject().put("permission", "pages_show_list").put("status", "granted"));
        assertThat(declined).isEmpty();
    }

    @Test
    void k39_oneTakenPermissionIsAnsweredInTwoWays() {
        String token = test.longLived("anna");

        var byPath = delete("/facebook/v25.0/me/permissions/pages_read_engagement", token);
        var byQuery = test.send(
                HttpMethod.DELETE,
                "/facebook/me/permissions",
                Map.of("permission", "instagram_basic", "access_token", token));
        var again = delete("/facebook/v25.0/me/permissions/instagram_basic", token);

        assertThat(byPath.bodyAsString()).isEqualTo("true");
        assertThat(byQuery.bodyAsString()).isEqualTo("{\"success\":true}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(test.debug(token).getJsonArray("scopes")).containsExactly("pages_show_list", "public_profile");
        test.turnOn(Switch.K39_REVERSED);
        assertThat(delete("/facebook/me/permissions/pages_show_list", token).bodyAsString())
                .isEqualTo("{\"success\":true}");
    }

    @Test
    void takingImpersonationAwayDisablesPageTokens() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);

        delete("/facebook/me/permissions/pages_read_engagement", token);

        var refused = test.get("/facebook/me", Map.of("access_token", pageToken));
        assertThat(FamilySimulator.error(refused).getInteger("code")).isEqualTo(190);
        assertThat(FamilySimulator.error(refused).containsKey("error_subcode")).isFalse();
    }

    @Test
    void takingAllAwayKillsEveryTokenOfTheTwo() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        String id = test.simulator.people().named("anna").idText();

        var answer = test.send(
                HttpMethod.DELETE, "/facebook/" + id + "/permissions", Map.of("access_token", test.appToken()));

        assertThat(answer.bodyAsString()).isEqualTo("{\"success\":true}");
        for (String each : List.of(token, pageToken)) {
            var refused = test.get("/facebook/me", Map.of("access_token", each));
            assertThat(FamilySimulator.error(refused).getInteger("error_subcode"))
                    .isEqualTo(458);
        }
    }

    @Test
    void proofIsCheckedOnEveryCall() {
        String token = test.longLived("anna");
        String proof = AppSecretProof.of(FamilySimulator.SECRET, token);
        test.turnOn(Switch.REQUIRE_APP_SECRET);

        for (String path : List.of("/facebook/me", "/facebook/me/accounts", "/facebook/me/permissions")) {
            assertThat(test.get(path, Map.of("access_token", token)).statusCode())
                    .isEqualTo(400);
            assertThat(test.get(path, Map.of("access_token", token, "appsecret_proof", "00"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(test.get(path, Map.of("access_token", token, "appsecret_proof", proof))
                            .statusCode())
                    .isEqualTo(200);
        }
        String timed = AppSecretProof.of(FamilySimulator.SECRET, token, "1700000000");
        assertThat(test.get(
                                "/facebook/me",
                                Map.of("access_token", token, "appsecret_proof", timed, "appsecret_time", "1700000000"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesComeEscapedAndKeepTheirLetters() {
        test.simulator.people().change("anna", person -> person.named("Ann\u00e1 \ud83d\ude00"));
        String token = test.longLived("anna");

        var answer = test.get("/facebook/me", Map.of("fields", "id,name", "access_token", token));

        assertThat(answer.bodyAsString()).contains("\"name\":\"Ann\\u00e1 \\ud83d\\ude00\"");
        assertThat(answer.bodyAsJsonObject().getString("name")).isEqualTo("Ann\u00e1 \ud83d\ude00");
    }

    @Test
    void lapsedPermissionsAreExpired() {
        test.turnOn(Switch.LAPSED_IS_EMPTY);
        test.turnOn(Switch.LONG_LIVED_NEVER_EXPIRES);
        String token = test.longLived("anna");
        test.clock.advance(Duration.ofDays(90));

        assertThat(permissions(token, Map.of("status", "expired")).getJsonArray("data"))
                .isNotEmpty();
        assertThat(test.accounts(token).getJsonArray("data")).isEmpty();
        assertThat(test.get("/facebook/me", Map.of("access_token", token))
                        .bodyAsJsonObject()
                        .fieldNames())
                .containsExactly("id");
    }

    private HttpResponse<Buffer> inspect(String input, String caller) {
        return test.get("/facebook/debug_token", Map.of("input_token", input, "access_token", caller));
    }

    private JsonObject permissions(String token, Map<String, String> filter) {
        var query = new HashMap<>(filter);
        query.put("access_token", token);
        return test.get("/facebook/me/permissions", query).bodyAsJsonObject();
    }

    private HttpResponse<Buffer> delete(String path, String token) {
        return test.send(HttpMethod.DELETE, path, Map.of("access_token", token));
    }

    private static JsonObject granular(JsonObject data, String scope) {
        return data.getJsonArray("granular_scopes").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("scope").equals(scope))
                .findFirst()
                .orElseThrow();
    }
}
