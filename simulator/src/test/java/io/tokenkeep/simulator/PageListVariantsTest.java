package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.Page.Portfolio;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of Pages that lack what a person granted, hold more, or fail for what is asked. */
class PageListVariantsTest {
    private static final String FIELDS = "id,name,access_token,tasks,instagram_business_account{id,username}";
    private static final String[] WITH_PORTFOLIOS = {"pages_show_list", "pages_read_engagement", "business_management"};

    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @BeforeEach
    void pages() {
        put(Page.of("101", "Own").linkedTo(new LinkedAccount("17841400000000099", "own")));
        put(Page.of("102", "Owned by the business").heldBy(new Portfolio("9001", false)));
        put(Page.of("103", "Of a client").heldBy(new Portfolio("9001", true)));
        put(Page.of("104", "Own, too"));
    }

    private void put(Page page) {
        test.simulator.pages().put(page.withRole("anna", List.of("MANAGE")));
    }

    @Test
    void k41_pageOfAPortfolioIsMissingFromTheListAndNamedByInspection() {
        test.turnOn(Switch.K41_PORTFOLIO_PAGES_NOT_LISTED);
        String token = test.longLived("anna");

        assertThat(ids(list("/facebook/me/accounts", token))).containsExactly("101", "104");
        assertThat(targets(token)).containsExactlyInAnyOrder("101", "102", "103", "104");
        assertThat(list("/facebook/102", token).bodyAsJsonObject().getString("access_token"))
                .startsWith("EAA");
    }

    @Test
    void k41_portfoliosListsHoldUntickedPagesWithoutAToken() {
        String code = test.simulator.grant(
                FamilySimulator.FACEBOOK, FamilySimulator.REDIRECT, "anna", Set.of(WITH_PORTFOLIOS), Set.of("103"));
        String token = test.exchange(test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                        .bodyAsJsonObject()
                        .getString("access_token"))
                .bodyAsJsonObject()
                .getString("access_token");

        assertThat(ids(list("/facebook/me/businesses", token))).containsExactly("9001");
        JsonObject owned = item(list("/facebook/9001/owned_pages", token));
        JsonObject clients = item(list("/facebook/9001/client_pages", token));

        assertThat(owned.getString("id")).isEqualTo("102");
        assertThat(owned.containsKey("access_token")).isFalse();
        assertThat(clients.getString("id")).isEqualTo("103");
        assertThat(clients.getString("access_token")).startsWith("EAA");
    }

    @Test
    void k41_portfoliosAreShownToWhomTheyWereGranted() {
        String token = test.longLived("anna");

        assertThat(FamilySimulator.error(list("/facebook/me/businesses", token)).getInteger("code"))
                .isEqualTo(100);
        assertThat(FamilySimulator.error(list("/facebook/9001/owned_pages", token))
                        .getInteger("error_subcode"))
                .isEqualTo(33);
    }

    @Test
    void k41_scopesMayNameNoPagesAndMeanAllOfThem() {
        test.turnOn(Switch.K41_SCOPES_NAME_NO_PAGES);

        assertThat(test.debug(test.longLived("anna")).getJsonArray("granular_scopes"))
                .isNotEmpty()
                .allSatisfy(scope -> assertThat(((JsonObject) scope).containsKey("target_ids"))
                        .isFalse());
    }

    @Test
    void k41_pageOfAPortfolioMayBeUnreadableByItsId() {
        test.turnOn(Switch.K41_PORTFOLIO_PAGES_NOT_READABLE);
        String token = test.longLived("anna");

        assertThat(FamilySimulator.error(list("/facebook/102", token)).getInteger("error_subcode"))
                .isEqualTo(33);
        assertThat(list("/facebook/101", token).statusCode()).isEqualTo(200);
    }

    @Test
    void pageWhoseRoleIsLostIsNamedNoMore() {
        String token = test.longLived("anna");

        test.simulator.settings().loseRole("anna", "104");

        assertThat(targets(token)).containsExactlyInAnyOrder("101", "102", "103");
    }

    @ParameterizedTest
    @CsvSource({"K44_EMPTY_LIST,0,0", "K44_SHORT_LIST,2,2", "K44_LIST_LACKS_TOKENS,4,2"})
    void k44_listSaysLessWhileEveryTokenWorks(Switch variant, int items, int tokens) {
        String token = test.longLived("anna");
        List<String> pageTokens = tokens(list("/facebook/me/accounts", token));

        test.turnOn(variant);

        HttpResponse<Buffer> answer = list("/facebook/me/accounts", token);
        assertThat(ids(answer)).hasSize(items);
        assertThat(tokens(answer)).hasSize(tokens);
        assertThat(pageTokens).hasSize(4).allSatisfy(each -> assertThat(
                        test.get("/facebook/me", Map.of("access_token", each)).statusCode())
                .isEqualTo(200));
        assertThat(targets(token)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "K45_NO_INSTAGRAM_FIELD,400,100,instagram_business_account",
        "K45_NO_TASKS_FIELD,400,100,tasks",
        "K45_INSTAGRAM_IS_CODE_10,400,10,instagram_business_account",
        "K45_INSTAGRAM_IS_CODE_200,403,200,instagram_business_account"
    })
    void k45_oneFieldFailsTheWholeList(Switch variant, int status, int code, String field) {
        test.turnOn(variant);
        String token = test.longLived("anna");

        HttpResponse<Buffer> refused = list("/facebook/me/accounts", token);
        String without = FIELDS.replaceAll("," + field + "(\\{[^}]*})?", "");
        HttpResponse<Buffer> listed =
                test.get("/facebook/me/accounts", Map.of("fields", without, "access_token", token));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(FamilySimulator.error(refused).getInteger("code")).isEqualTo(code);
        assertThat(ids(listed)).hasSize(4);
    }

    @Test
    void k45_listOfTooMuchAtOnceAsksForLess() {
        test.turnOn(Switch.K45_LESS_DATA);
        IntStream.range(200, 220).forEach(id -> put(Page.of("" + id, "Page")));
        String token = test.longLived("anna");

        HttpResponse<Buffer> refused = list("/facebook/me/accounts", token);

        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(FamilySimulator.error(refused).getInteger("code")).isEqualTo(1);
        assertThat(FamilySimulator.error(refused).getString("message")).contains("reduce the amount of data");
        assertThat(ids(test.get("/facebook/me/accounts", Map.of("limit", "5", "access_token", token))))
                .hasSize(5);
    }

    private HttpResponse<Buffer> list(String path, String token) {
        return test.get(path, Map.of("fields", path.endsWith("businesses") ? "id" : FIELDS, "access_token", token));
    }

    private static JsonObject item(HttpResponse<Buffer> answer) {
        JsonArray data = answer.bodyAsJsonObject().getJsonArray("data");
        assertThat(data).hasSize(1);
        return data.getJsonObject(0);
    }

    private static List<String> ids(HttpResponse<Buffer> answer) {
        return texts(answer, "id");
    }

    private static List<String> tokens(HttpResponse<Buffer> answer) {
        return texts(answer, "access_token");
    }

    private static List<String> texts(HttpResponse<Buffer> answer, String field) {
        return answer.bodyAsJsonObject().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.containsKey(field))
                .map(item -> item.getString(field))
                .toList();
    }

    private List<String> targets(String token) {
        return test.debug(token).getJsonArray("granular_scopes").stream()
                .map(JsonObject.class::cast)
                .filter(scope -> scope.getString("scope").equals("pages_show_list"))
                .flatMap(scope -> scope.getJsonArray("target_ids").stream())
                .map(String::valueOf)
                .toList();
    }
}
