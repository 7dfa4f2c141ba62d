package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.Page;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an integration that was written for the real Meta meets here without any switch. */
class OrdinaryLoginTest {

    private static final String DIALOG = "/facebook/v25.0/dialog/oauth";

    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void k31_codeAtInstagramIsAnsweredAsItIsSeenLive() {
        JsonObject answer = test.redeemInstagram(test.instagramCode("anna")).bodyAsJsonObject();

        assertThat(answer.getString("access_token")).startsWith("IGAA");
        assertThat(answer.getValue("user_id"))
                .isEqualTo(test.simulator.people().named("anna").id());
        assertThat(answer.getValue("permissions")).isEqualTo(new JsonArray().add("instagram_business_basic"));
    }

    @Test
    void k27_oldHostOfInstagramIsGone() {
        assertThat(test.getOn("api.instagram.com", "/oauth/authorize", Map.of("client_id", "1"))
                        .bodyAsString())
                .contains("this page isn't available");
    }

    @Test
    void k46_postIsNoDelete() {
        String token = test.longLived("anna");

        var answer = test.send(
                HttpMethod.POST, "/facebook/me/permissions", Map.of("method", "delete", "access_token", token));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(test.simulator.tokens().alive(token)).isTrue();
    }

    @Test
    void profileOfAFacebookPersonHasTheUsualFields() {
        String token = test.longLived("anna", "email", "user_link");

        JsonObject me = get("/facebook/me", "id,name,first_name,last_name,email,picture{url},link,gender", token);

        assertThat(me.getString("first_name")).isNotBlank();
        assertThat(me.getString("email")).isEqualTo("anna@people.example");
        assertThat(me.getJsonObject("picture").getJsonObject("data").getString("url"))
                .startsWith("https://");
        assertThat(me.getString("link")).startsWith("https://www.facebook.com/");
        assertThat(me.containsKey("gender")).isFalse();
    }

    @Test
    void fieldWithoutItsPermissionIsLeftOut() {
        String token = test.longLived("anna", "public_profile");

        assertThat(get("/facebook/me", "id,email,link", token).fieldNames()).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource({
        "/instagram/me, 'followers_count,follows_count,media_count,biography,website'",
        "/facebook/{page}, 'link,followers_count,fan_count,about,verification_status'",
        "/facebook/{linked}, 'name,profile_picture_url,followers_count,follows_count,media_count,biography'"
    })
    void accountsTellWhatDashboardsShow(String path, String fields) {
        String facebook = test.longLived("anna", "pages_show_list", "pages_read_engagement", "instagram_basic");
        Page page =
                test.simulator.pages().of(test.simulator.people().named("anna")).get(0);
        String address = path.replace("{page}", page.id())
                .replace("{linked}", page.linked().orElseThrow().id());
        String token = path.startsWith("/instagram") ? test.instagramLongLived("anna") : facebook;

        assertThat(get(address, fields, token).fieldNames()).contains(fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/facebook/me", "/instagram/me", "/facebook/{page}", "/facebook/{linked}"})
    void fieldThatNobodyHasIsStillRefused(String path) {
        String facebook = test.longLived("anna", "pages_show_list", "pages_read_engagement", "instagram_basic");
        Page page =
                test.simulator.pages().of(test.simulator.people().named("anna")).get(0);
        String address = path.replace("{page}", page.id())
                .replace("{linked}", page.linked().orElseThrow().id());
        String token = path.startsWith("/instagram") ? test.instagramLongLived("anna") : facebook;

        assertThat(get(address, "shoe_size", token).getJsonObject("error").getInteger("code"))
                .isEqualTo(100);
    }

    @Test
    void consentPageSendsAllThatTheAppAskedFor() {
        test.simulator.configure("42", new Configuration(Set.of("pages_show_list"), false));
        var asked = Map.of(
                "client_id", FamilySimulator.FACEBOOK,
                "redirect_uri", FamilySimulator.REDIRECT,
                "config_id", "42",
                "override_default_response_type", "true",
                "response_type", "code",
                "auth_nonce", "n",
                "state", "s",
                "sim_user", "anna");

        ConsentForm form = ConsentForm.in(test.get(DIALOG, asked).bodyAsString());
        String location = test.post(DIALOG, form.with("sim_decision", "grant")).getHeader("Location");

        assertThat(form.fields()).containsAllEntriesOf(asked);
        assertThat(test.debug(redeem(location)).getString("type")).isEqualTo("SYSTEM_USER");
    }

    @Test
    void nothingIsGrantedThatWasNotShown() {
        ConsentForm form = shownTo("anna");
        List<String> ofAnna = form.ticked("sim_pages");

        String asksAgain = test.post(
                        DIALOG,
                        form.without("sim_pages", ofAnna.get(0))
                                .without("sim_scopes", "pages_read_engagement")
                                .with("sim_user", "bert", "sim_decision", "grant"))
                .bodyAsString();

        ConsentForm bert = ConsentForm.in(asksAgain);
        Set<String> ofBert =
                test.simulator.pages().idsOf(test.simulator.people().named("bert"));
        assertThat(bert.ticked("sim_pages")).containsExactlyInAnyOrderElementsOf(ofBert);
        assertThat(bert.ticked("sim_scopes")).contains("pages_show_list").doesNotContain("pages_read_engagement");
        String token =
                redeem(test.post(DIALOG, bert.with("sim_decision", "grant")).getHeader("Location"));
        assertThat(test.accounts(token).getJsonArray("data")).hasSize(ofBert.size());
        assertThat(test.debug(token).getJsonArray("scopes")).doesNotContain("pages_read_engagement");
    }

    @Test
    void pageThatTwoPeopleRunStaysUntickedForTheOther() {
        test.simulator.pages().put(Page.of("77", "Shop").withRole("anna", Page.EVERY_TASK));
        test.simulator.pages().change("77", page -> page.withRole("bert", Page.EVERY_TASK));
        ConsentForm form = shownTo("anna");

        String asksAgain = test.post(
                        DIALOG, form.without("sim_pages", "77").with("sim_user", "bert", "sim_decision", "grant"))
                .bodyAsString();

        assertThat(ConsentForm.in(asksAgain).ticked("sim_pages")).doesNotContain("77");
    }

    private ConsentForm shownTo(String username) {
        return ConsentForm.in(test.get(
                        DIALOG,
                        Map.of(
                                "client_id",
                                FamilySimulator.FACEBOOK,
                                "redirect_uri",
                                FamilySimulator.REDIRECT,
                                "scope",
                                "pages_show_list,pages_read_engagement",
                                "sim_user",
                                username))
                .bodyAsString());
    }

    private JsonObject get(String path, String fields, String token) {
        return test.get(path, new HashMap<>(Map.of("fields", fields, "access_token", token)))
                .bodyAsJsonObject();
    }

    private String redeem(String location) {
        String code = location.replaceFirst(".*[?]code=([\\w-]+).*", "$1");
        return test.get("/facebook/oauth/access_token", test.facebookExchange(code))
                .bodyAsJsonObject()
                .getString("access_token");
    }
}
