package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.simulator.callback.CallbackKind;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do on Meta's own pages, and what becomes of tokens. */
class DashboardTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"action\":\"DANCE\"}",
                "{\"action\":\"LOSE_ROLE\",\"username\":\"anna\"}",
                "{\"action\":\"LOSE_ROLE\",\"username\":\"anna\",\"page\":\"1\"}",
                "{\"action\":\"LINK\",\"page\":\"1\",\"instagram\":{\"id\":\"1\"}}",
                "{\"action\":\"ASK_FOR_DELETION\",\"clientId\":\"2000000000000001\",\"username\":\"anna\"}"
            })
    void nonsenseIsRefusedWithAWord(String body) {
        var answer = test.control("/dashboard", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("error")).isNotBlank();
    }

    @Test
    void changedPasswordKillsUserAndPageTokens() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        String instagram = test.instagramLongLived("anna");
        String business = business("anna");

        assertThat(act("CHANGE_PASSWORD", "username", "anna")).isGreaterThanOrEqualTo(3);

        assertThat(subcode("/facebook/me", token)).isEqualTo(460);
        assertThat(subcode("/facebook/me", pageToken)).isEqualTo(460);
        assertThat(subcode("/instagram/me", instagram)).isEqualTo(460);
        assertThat(test.simulator.tokens().alive(business)).isTrue();
    }

    @Test
    void checkpointPasses() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);

        act("CHECKPOINT", "username", "anna");
        assertThat(subcode("/facebook/me", pageToken)).isEqualTo(459);
        act("PASS_CHECKPOINT", "username", "anna");

        assertThat(test.simulator.tokens().alive(token)).isTrue();
        assertThat(test.simulator.tokens().alive(pageToken)).isTrue();
    }

    @Test
    void lostRoleConcernsOnePersonAndOnePage() {
        test.simulator
                .pages()
                .put(Page.of("77", "Shared").withRole("anna", List.of("MANAGE")).withRole("bert", List.of("MANAGE")));
        String anna = test.longLived("anna");
        String bert = test.longLived("bert");
        String annas = test.pageToken(anna);
        String berts = test.pageToken(bert);

        assertThat(act("LOSE_ROLE", "username", "anna", "page", "77")).isEqualTo(1);

        assertThat(subcode("/facebook/me", annas)).isEqualTo(492);
        assertThat(test.simulator.tokens().alive(berts)).isTrue();
        assertThat(test.simulator.tokens().alive(anna)).isTrue();
        assertThat(test.accounts(anna).getJsonArray("data")).isEmpty();
        act("GIVE_ROLE", "username", "anna", "page", "77");
        assertThat(test.pageToken(anna)).isNotEqualTo(annas);
    }

    @Test
    void untickedPageLeavesTheListOfThatAppOnly() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        String page = test.debug(pageToken).getString("profile_id");

        act("UNTICK", "clientId", FamilySimulator.FACEBOOK, "username", "anna", "page", page);

        assertThat(subcode("/facebook/me", pageToken)).isEqualTo(467);
        assertThat(test.accounts(token).getJsonArray("data")).hasSize(1);
        assertThat(test.accounts(test.longLived("anna")).getJsonArray("data")).hasSize(2);
    }

    @Test
    void declinedPermissionLeavesTheTokens() {
        String token = test.longLived("anna");

        act("DECLINE", "clientId", FamilySimulator.FACEBOOK, "username", "anna", "permission", "pages_show_list");

        assertThat(test.accounts(token).getJsonArray("data")).isEmpty();
        assertThat(test.debug(token).getJsonArray("scopes")).doesNotContain("pages_show_list");
        assertThat(test.get("/facebook/me/permissions", Map.of("access_token", token, "status", "declined"))
                        .bodyAsString())
                .contains("pages_show_list");
    }

    @Test
    void instagramAccountIsUnlinkedAndLinked() {
        String token = test.longLived("anna");
        String page = test.debug(test.pageToken(token)).getString("profile_id");

        act("UNLINK", "page", page);
        assertThat(account(token, page)).isNull();
        test.simulator.settings().link(page, new LinkedAccount("17841400000000099", "other"));

        assertThat(account(token, page)).isEqualTo(new JsonObject().put("id", "17841400000000099"));
    }

    @ParameterizedTest
    @EnumSource
    void removedAppIsReportedTheAppScopedIdOfEveryProduct(Provider provider) {
        var family = new RegisteredApp(
                "5000000000000001",
                "Told",
                List.of(FamilySimulator.SECRET),
                List.of(FamilySimulator.REDIRECT),
                "http://127.0.0.1:" + listen() + "/deauthorize",
                null,
                provider);
        test.simulator.register(family);
        var person = test.simulator.people().named("anna");
        String code = test.simulator.grant("5000000000000001", FamilySimulator.REDIRECT, "anna", Set.of("x"));
        IssuedToken token = test.simulator
                .tokens()
                .issueFor(test.simulator.codes().find(code).orElseThrow());

        assertThat(act("REMOVE_APP", "clientId", "5000000000000001", "username", "anna"))
                .isEqualTo(1);

        assertThat(subcode(provider.path() + "/me", token.value())).isEqualTo(458);
        await().until(() -> test.simulator.callbacks().counts().accepted() == 1);
        assertThat(test.simulator.callbacks().sent().get(0).personId()).isEqualTo(person.idText());
    }

    @Test
    void deletionIsAskedForAndNoTokenDies() {
        String uri = "http://127.0.0.1:" + listen() + "/delete";
        test.simulator.register(new RegisteredApp(
                "5000000000000001",
                "Told",
                List.of(FamilySimulator.SECRET),
                List.of(FamilySimulator.REDIRECT),
                null,
                uri,
                Provider.INSTAGRAM));
        String token = test.instagramLongLived("anna");

        act("ASK_FOR_DELETION", "clientId", "5000000000000001", "username", "anna");

        await().until(() -> test.simulator.callbacks().counts().pending() == 0);
        assertThat(test.simulator.callbacks().sent().get(0).kind()).isEqualTo(CallbackKind.DELETE);
        assertThat(test.simulator.tokens().alive(token)).isTrue();
    }

    @Test
    void truthTellsWhichTokensLiveForWhom() {
        String token = test.longLived("anna");
        String pageToken = test.pageToken(token);
        String page = test.debug(pageToken).getString("profile_id");
        var person = test.simulator.people().named("anna");
        String instagram = test.instagramLongLived("anna");

        assertThat(values(Provider.FACEBOOK, page)).containsExactly(pageToken);
        assertThat(values(Provider.FACEBOOK, person.idText())).contains(token);
        assertThat(values(Provider.INSTAGRAM, person.professionalIdText())).contains(instagram);
        test.simulator.settings().loseRole("anna", page);
        assertThat(test.simulator.tokens().livingAccounts(Provider.FACEBOOK)).doesNotContain(page);
        assertThat(test.get("/_control/accounts", Map.of()).bodyAsString())
                .contains(person.professionalIdText())
                .doesNotContain("\"" + page + "\"");
    }

    @Test
    void pagesArePutByControl() {
        test.control(
                "/pages",
                "{\"id\":\"77\",\"name\":\"Shop\",\"roles\":{\"anna\":[\"MANAGE\"]},"
                        + "\"instagram\":{\"id\":\"17841400000000099\",\"username\":\"shop\"}}");
        test.control("/pages", "{\"username\":\"bert\"}");

        JsonArray annas = test.accounts(test.longLived("anna")).getJsonArray("data");
        JsonArray berts = test.accounts(test.longLived("bert")).getJsonArray("data");

        assertThat(annas).hasSize(1);
        assertThat(annas.getJsonObject(0).getString("name")).isEqualTo("Shop");
        assertThat(berts).isEmpty();
        assertThat(test.get("/_control/pages", Map.of()).bodyAsString()).contains("\"shop\"");
    }

    @Test
    void grantByControlTakesPagesAndSystemUsers() {
        String page = test.simulator
                .pages()
                .of(test.simulator.people().named("anna"))
                .get(0)
                .id();
        String common = "{\"clientId\":\"" + FamilySimulator.FACEBOOK + "\",\"redirectUri\":\""
                + FamilySimulator.REDIRECT + "\",\"username\":\"anna\",";

        var some = test.control("/grant", common + "\"pages\":[\"" + page + "\"]}");
        var foreign = test.control("/grant", common + "\"pages\":[\"999\"]}");
        var system = test.control("/grant", common + "\"forSystemUser\":true}");

        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(test.accounts(redeem(some)).getJsonArray("data")).hasSize(1);
        assertThat(test.debug(redeem(system)).getString("type")).isEqualTo("SYSTEM_USER");
    }

    private int listen() {
        return TestSimulator.await(test.vertx
                        .createHttpServer()
                        .requestHandler(request -> request.response().end())
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private String redeem(HttpResponse<Buffer> granted) {
        String code = granted.bodyAsJsonObject().getString("code");
        return test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");
    }

    private String business(String username) {
        String code = test.simulator.grantForBusiness(
                FamilySimulator.FACEBOOK, FamilySimulator.REDIRECT, username, FamilySimulator.SCOPES);
        return test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");
    }

    private List<String> values(Provider provider, String accountId) {
        return test.simulator.tokens().livingOf(provider, accountId).stream()
                .map(IssuedToken::value)
                .toList();
    }

    private JsonObject account(String token, String page) {
        return test.get("/facebook/" + page, Map.of("access_token", token, "fields", "instagram_business_account"))
                .bodyAsJsonObject()
                .getJsonObject("instagram_business_account");
    }

    private Integer subcode(String path, String token) {
        return FamilySimulator.error(test.get(path, Map.of("access_token", token)))
                .getInteger("error_subcode");
    }

    private int act(String action, String... fields) {
        var body = new JsonObject().put("action", action);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        var answer = test.control("/dashboard", body.encode());
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject().getInteger("tokens");
    }
}
