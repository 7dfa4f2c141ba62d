package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facebook's dialog: what it refuses, what a person can untick, and what comes back. */
class FacebookDialogTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 555, Invalid App ID",
        "client_id, " + FamilySimulator.INSTAGRAM + ", Invalid App ID",
        "redirect_uri, https://elsewhere.example/, URL Blocked",
        "response_type, token, Invalid response_type",
        "scope, 9lives, Invalid Scopes",
        "sim_pages, 999, sim_scopes or sim_pages",
        "sim_scopes, pages_messaging, sim_scopes or sim_pages",
        "sim_user, No!, A username is"
    })
    void hindranceIsAPageAndNoRedirect(String name, String value, String parameters) {
        var answer = ask(Map.of(name, value));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.getHeader("Content-Type")).startsWith("text/html");
        assertThat(answer.bodyAsString()).contains(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, STRICT, ?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=s#_=_",
        "cancel, K18_OLD_CANCEL, ?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request.&state=s#_=_",
        "fail, STRICT, ?error_code=1349126&error_message=App+Not+Setup",
        "grant, K19_FAILURE_WITHOUT_ERROR, ?error_code=1349126&error_message=App+Not+Setup"
    })
    void otherEndingsHaveTheirParameters(String decision, Switch each, String query) {
        test.turnOn(each);

        assertThat(ask(Map.of("sim_decision", decision)).getHeader("Location"))
                .startsWith(FamilySimulator.REDIRECT + query);
    }

    @Test
    void silenceIsAPage() {
        assertThat(ask(Map.of("sim_decision", "never")).statusCode()).isEqualTo(200);
    }

    @Test
    void grantComesBackWithTheLongFragment() {
        assertThat(ask(Map.of()).getHeader("Location"))
                .matches("https://tokenkeep.example/callback\\?code=AQB[\\w-]+&state=s#_=_");
    }

    @Test
    void declinedScopesAndUntickedPagesStayOut() {
        String page = test.simulator
                .pages()
                .of(test.simulator.people().named("anna"))
                .get(0)
                .id();
        var answer =
                ask(Map.of("sim_scopes", "pages_show_list", "sim_pages", page, "response_type", "code,granted_scopes"));
        String location = answer.getHeader("Location");
        assertThat(location).contains("&granted_scopes=pages_show_list&denied_scopes=pages_read_engagement");
        String token = redeem(location);

        var permissions = test.get("/facebook/me/permissions", Map.of("access_token", token, "status", "declined"));

        assertThat(permissions.bodyAsString()).contains("pages_read_engagement");
        assertThat(test.accounts(token).getJsonArray("data")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasDeclinedIsOfferedAgainOnlyWhenTheAppAsksForIt(boolean rerequest) {
        redeem(ask(Map.of("sim_scopes", "pages_show_list")).getHeader("Location"));
        Map<String, String> again = rerequest ? Map.of("auth_type", "rerequest") : Map.of();

        String html = ask(with(again, "sim_decision", "")).bodyAsString();
        String token = redeem(ask(again).getHeader("Location"));

        assertThat(html.contains("value=\"pages_read_engagement\"")).isEqualTo(rerequest);
        assertThat(html).contains("value=\"pages_show_list\"");
        assertThat(test.debug(token).getJsonArray("scopes").contains("pages_read_engagement"))
                .isEqualTo(rerequest);
    }

    @Test
    void noPageAtAllCanBeLeftTicked() {
        String token = redeem(ask(Map.of("sim_pages", "")).getHeader("Location"));

        assertThat(test.accounts(token).getJsonArray("data")).isEmpty();
    }

    @Test
    void configurationStandsInPlaceOfScopes() {
        test.simulator.configure("42", new Configuration(Set.of("pages_messaging"), false));

        String token = redeem(ask(Map.of("config_id", "42", "scope", "")).getHeader("Location"));

        assertThat(test.debug(token).getJsonArray("scopes")).containsExactly("pages_messaging", "public_profile");
        assertThat(test.debug(token).getString("type")).isEqualTo("USER");
    }

    @Test
    void pageOffersScopesAndPagesToUntick() {
        String html = ask(Map.of("sim_decision", "")).bodyAsString();

        assertThat(html)
                .contains("action=\"/facebook/v25.0/dialog/oauth\"")
                .contains("name=\"sim_scopes\" value=\"pages_show_list\" checked")
                .contains("name=\"sim_pages\" value=\""
                        + test.simulator.pages().all().get(0).id() + "\" checked");
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        var all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    private String redeem(String location) {
        String code = location.replaceFirst(".*[?]code=([\\w-]+).*", "$1");
        return test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");
    }

    private HttpResponse<Buffer> ask(Map<String, String> other) {
        var query = new HashMap<>(Map.of(
                "client_id", FamilySimulator.FACEBOOK,
                "redirect_uri", FamilySimulator.REDIRECT,
                "scope", "pages_show_list pages_read_engagement",
                "response_type", "code",
                "state", "s",
                "sim_user", "anna",
                "sim_decision", "grant"));
        query.putAll(other);
        return test.get("/facebook/v25.0/dialog/oauth", query);
    }
}
