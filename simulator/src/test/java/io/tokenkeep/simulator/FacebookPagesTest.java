package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Pages of a person, the list of them, and the tokens that come with it. */
class FacebookPagesTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void withoutTheListingScopeTheListIsEmpty() {
        String token = test.longLived("anna", "pages_read_engagement");

        assertThat(test.accounts(token).getJsonArray("data")).isEmpty();
    }

    @Test
    void k26_withoutImpersonationTheTokenIsAbsent() {
        String token = test.longLived("anna", "pages_show_list");
        JsonObject page = test.accounts(token).getJsonArray("data").getJsonObject(0);

        assertThat(page.fieldNames()).contains("id", "name").doesNotContain("access_token");
        var refused =
                test.get("/facebook/" + page.getString("id"), Map.of("fields", "access_token", "access_token", token));
        JsonObject error = FamilySimulator.error(refused);
        assertThat(error.getInteger("code")).isEqualTo(190);
        assertThat(error.containsKey("error_subcode")).isFalse();
        assertThat(error.getString("message")).contains("must be granted before impersonating");
    }

    @Test
    void everyPageComesWithItsToken() {
        JsonArray data = test.accounts(test.longLived("anna")).getJsonArray("data");

        assertThat(data).hasSize(2);
        JsonObject page = data.getJsonObject(0);
        assertThat(page.fieldNames())
                .containsExactlyInAnyOrder("access_token", "category", "category_list", "name", "id", "tasks");
        assertThat(Long.parseLong(page.getString("id")) % 2).isEqualTo(1);
        assertThat(page.getString("access_token"))
                .startsWith("EAA")
                .isNotEqualTo(data.getJsonObject(1).getString("access_token"));
    }

    @Test
    void linkedAccountIsAbsentWhereThereIsNone() {
        String fields = "id,name,access_token,instagram_business_account{id,username}";
        String token = test.longLived("anna");

        JsonArray data = test.get("/facebook/me/accounts", Map.of("fields", fields, "access_token", token))
                .bodyAsJsonObject()
                .getJsonArray("data");

        JsonObject account = data.getJsonObject(0).getJsonObject("instagram_business_account");
        assertThat(account.getString("id")).startsWith("1784");
        assertThat(account.getString("username")).isEqualTo("anna.studio");
        assertThat(data.getJsonObject(1).containsKey("instagram_business_account"))
                .isFalse();
    }

    @Test
    void pageTokenIsTheSameWhileItLivesAndNeverExpires() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);

        assertThat(test.pageToken(token)).isEqualTo(pageToken);
        assertThat(test.pageToken(test.longLived("anna"))).isEqualTo(pageToken);
        assertThat(test.debug(pageToken).getInteger("expires_at")).isZero();
        test.clock.advance(Duration.ofDays(61));
        assertThat(test.simulator.tokens().alive(token)).isFalse();
        assertThat(test.simulator.tokens().alive(pageToken)).isTrue();
    }

    @Test
    void pageTokenOfAShortLivedParentEndsWithIt() {
        String pageToken = test.pageToken(test.shortLived("anna"));
        test.clock.advance(Duration.ofHours(1));

        var refused = test.get("/facebook/me", Map.of("access_token", pageToken));

        assertThat(FamilySimulator.error(refused).getInteger("error_subcode")).isEqualTo(463);
    }

    @Test
    void pageTokenDiesWhenItsParentIsInvalidated() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);

        test.simulator.tokens().revoke(each -> each.value().equals(token), 467);

        assertThat(test.simulator.tokens().alive(pageToken)).isFalse();
    }

    @Test
    void pageTokenOfTwoAdminsDiffer() {
        test.simulator
                .pages()
                .put(Page.of("77", "Shared").withRole("anna", List.of("MANAGE")).withRole("bert", List.of("ANALYZE")));

        JsonObject annas =
                test.accounts(test.longLived("anna")).getJsonArray("data").getJsonObject(0);
        JsonObject berts =
                test.accounts(test.longLived("bert")).getJsonArray("data").getJsonObject(0);

        assertThat(annas.getString("id")).isEqualTo(berts.getString("id")).isEqualTo("77");
        assertThat(annas.getString("access_token")).isNotEqualTo(berts.getString("access_token"));
        assertThat(berts.getJsonArray("tasks")).isEqualTo(new JsonArray().add("ANALYZE"));
    }

    @Test
    void cursorsStandOnTheLastPageAndNextDoesNot() {
        String token = test.longLived("anna");
        JsonObject first = page(token, Map.of("limit", "1", "fields", "id"));

        String next = first.getJsonObject("paging").getString("next");
        assertThat(next)
                .startsWith(test.simulator.baseUri() + "/facebook/v25.0/me/accounts?")
                .contains("access_token=" + token)
                .contains("limit=1");
        JsonObject last = page(
                token,
                Map.of(
                        "limit", "1",
                        "fields", "id",
                        "after",
                                first.getJsonObject("paging")
                                        .getJsonObject("cursors")
                                        .getString("after")));
        assertThat(last.getJsonArray("data")).hasSize(1).isNotEqualTo(first.getJsonArray("data"));
        assertThat(last.getJsonObject("paging").fieldNames()).containsExactly("cursors");
    }

    @Test
    void aPageInTheMiddleMayBeEmpty() {
        test.turnOn(Switch.EMPTY_MIDDLE_PAGE);
        String token = test.longLived("anna");
        var seen = new ArrayList<Integer>();
        var query = new HashMap<>(Map.of("limit", "1", "fields", "id"));

        boolean more = true;
        while (more) {
            JsonObject answer = page(token, query);
            seen.add(answer.getJsonArray("data").size());
            JsonObject paging = answer.getJsonObject("paging");
            query.put("after", paging.getJsonObject("cursors").getString("after"));
            more = paging.containsKey("next");
        }

        assertThat(seen).containsExactly(1, 0, 1);
    }

    @Test
    void nextMayNameAnotherHost() {
        test.turnOn(Switch.NEXT_NAMES_OTHER_HOST);

        String next = page(test.longLived("anna"), Map.of("limit", "1"))
                .getJsonObject("paging")
                .getString("next");

        assertThat(next).startsWith("https://graph-elsewhere.example/");
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, many", "after, nonsense!", "fields, salary", "fields, id{"})
    void nonsenseIsRefused(String name, String value) {
        var answer = test.get("/facebook/me/accounts", Map.of("access_token", test.longLived("anna"), name, value));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void onlyChosenPagesAreListed() {
        var pages = test.simulator.pages().of(test.simulator.people().named("anna"));
        String chosen = pages.get(1).id();
        String code = grant(Set.of(chosen));
        String token = test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");

        assertThat(test.accounts(token).getJsonArray("data")).hasSize(1);
        assertThat(test.get("/facebook/" + chosen, Map.of("access_token", token))
                        .statusCode())
                .isEqualTo(200);
        var hidden = test.get("/facebook/" + pages.get(0).id(), Map.of("access_token", token));
        assertThat(FamilySimulator.error(hidden).getInteger("error_subcode")).isEqualTo(33);
    }

    @Test
    void pagesTokenSaysWhoItIs() {
        String pageToken = test.pageToken(test.longLived("anna"));

        JsonObject me =
                test.get("/facebook/me", Map.of("access_token", pageToken)).bodyAsJsonObject();

        assertThat(me.getString("name")).isEqualTo("Anna\u2019s caf\u00e9");
        assertThat(test.get("/facebook/me/accounts", Map.of("access_token", pageToken))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void lapsedAccessToDataIsAnErrorOrNothing() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        test.clock.advance(Duration.ofDays(90));

        var refused = test.get("/facebook/me", Map.of("access_token", pageToken));
        assertThat(FamilySimulator.error(refused).getInteger("error_subcode")).isEqualTo(493);
        assertThat(test.debug(pageToken).getBoolean("is_valid")).isFalse();
        test.turnOn(Switch.LAPSED_IS_EMPTY);
        assertThat(test.debug(pageToken).getBoolean("is_valid")).isTrue();
        assertThat(test.get("/facebook/me", Map.of("access_token", pageToken)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherConsentDecidesForEarlierTokensToo() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        var pages = test.simulator.pages().of(test.simulator.people().named("anna"));
        test.clock.advance(Duration.ofDays(50));

        grant(Set.of(pages.get(1).id()));

        assertThat(test.accounts(token).getJsonArray("data")).hasSize(1);
        assertThat(test.debug(pageToken).getJsonObject("error").getInteger("subcode"))
                .isEqualTo(467);
        long now = test.clock.instant().getEpochSecond();
        assertThat(test.debug(token).getLong("data_access_expires_at")).isEqualTo(now + 90 * 86_400);
    }

    @Test
    void anotherConsentMayDecideForItselfOnly() {
        test.turnOn(Switch.EACH_TOKEN_KEEPS_ITS_PAGES);
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);

        grant(Set.of());

        assertThat(test.accounts(token).getJsonArray("data")).hasSize(2);
        assertThat(test.simulator.tokens().alive(pageToken)).isTrue();
    }

    @Test
    void nonsenseIsAnsweredEvenLate() {
        test.simulator.inject(FaultRule.on(Endpoint.ACCOUNTS, Fault.latency(Duration.ofMillis(1))));

        var refused = test.get("/facebook/me/accounts", Map.of("access_token", test.longLived("anna"), "limit", "x"));

        assertThat(FamilySimulator.error(refused).getInteger("code")).isEqualTo(100);
    }

    private String grant(Set<String> pages) {
        return test.simulator.grant(
                FamilySimulator.FACEBOOK, FamilySimulator.REDIRECT, "anna", FamilySimulator.SCOPES, pages);
    }

    private JsonObject page(String token, Map<String, String> query) {
        var complete = new HashMap<>(query);
        complete.put("access_token", token);
        return test.get("/facebook/v25.0/me/accounts", complete).bodyAsJsonObject();
    }
}
