package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a real browser opens links that the console's API made. */
class ConnectLinkBrowserIT extends BrowserFixture {

    private static Playground playground;
    private static ConsoleClient console;

    @BeforeAll
    static void startAll() throws Exception {
        Needs.chromium();
        playground = Playground.start(null, null);
        console = ConsoleClient.of(playground);
    }

    @AfterAll
    static void stopAll() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void expectedAccountIsConnectedAndTheLinkIsUsedUp() {
        JsonObject link = console.awaitLink(link("ada_expected"));

        chooseAt(link, "ada_expected");
        click("#grant");
        awaitPage("connected");

        new WebDriverWait(browser, LIMIT)
                .until(b ->
                        console.show(link.getString("id")).getString("state").equals("USED"));
        assertThat(console.show(link.getString("id")).getJsonArray("uses")).hasSize(1);
        browser.get(link.getString("url"));
        awaitPage("link-used");
    }

    @Test
    void anotherAccountIsRefusedAndNothingOfItIsPublished() {
        JsonObject link = console.awaitLink(link("cleo_expected"));
        var before = playground.keysOn(Topics.TOKENS.name());

        chooseAt(link, "bob_unexpected");
        click("#grant");
        awaitPage("not-expected");

        assertThat(playground.keysOn(Topics.TOKENS.name())).isEqualTo(before);
        assertThat(console.show(link.getString("id")).getString("state")).isEqualTo("OPEN");

        chooseAt(link, "cleo_expected");
        click("#grant");
        awaitPage("connected");
    }

    @Test
    void linkRevokedWhileThePersonIsAtTheProviderConnectsNothing() {
        JsonObject link = console.awaitLink(link("dora_expected"));
        chooseAt(link, "dora_expected");
        var before = playground.keysOn(Topics.AUTHORIZATION_CODES.name());

        console.revoke(link.getString("id"));
        String provider = String.valueOf(browser.getCurrentUrl());
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.get(link.getString("url"));
            return !b.findElements(By.cssSelector("[data-page='link-revoked']")).isEmpty();
        });
        browser.get(provider);
        signInAs("dora_expected");
        click("#grant");

        awaitPage("link-revoked");
        assertThat(playground.keysOn(Topics.AUTHORIZATION_CODES.name())).isEqualTo(before);
    }

    @Test
    void linkWithSeveralAppsLeadsFromOneToTheNextAndShowsItsOutcomes() {
        JsonObject link = console.awaitLink(new JsonObject()
                .put("apps", new JsonArray().add(SimulatedApp.THREADS).add("instagram-main")));
        chooseAt(link, "ella_several");
        click("#grant");
        awaitPage("connected");

        click("#connect-instagram-main");
        awaitLogin();
        signInAs("ella_several");
        click("#grant");
        awaitPage("connected");

        assertThat(browser.findElements(By.cssSelector("#next"))).isEmpty();
        String id = link.getString("id");
        new WebDriverWait(browser, LIMIT).until(b -> {
            JsonObject shown = console.show(id);
            return shown.getString("state").equals("USED")
                    && shown.getJsonArray("outcomes").size() == 2
                    && shown.getJsonObject("progress").getInteger("browsers") == 1;
        });
        assertThat(console.show(id).getJsonArray("outcomes").stream().map(outcome -> ((JsonObject) outcome)
                        .getJsonArray("accounts")
                        .getJsonObject(0)
                        .getString("name")))
                .allSatisfy(name -> assertThat(name).isNotEmpty());
    }

    private static JsonObject link(String handle) {
        JsonObject expected = new JsonObject()
                .put("app", SimulatedApp.THREADS)
                .put("kind", "HANDLE")
                .put("value", handle);
        return new JsonObject()
                .put("apps", new JsonArray().add(SimulatedApp.THREADS))
                .put("expected", new JsonArray().add(expected));
    }

    /** Opens a link, which may arrive at callback-service a moment later, and goes to the provider. */
    private void chooseAt(JsonObject link, String username) {
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.get(link.getString("url"));
            return !b.findElements(By.cssSelector("[data-page='link']")).isEmpty();
        });
        click("#connect-" + SimulatedApp.THREADS);
        awaitLogin();
        signInAs(username);
    }

    private void awaitLogin() {
        new WebDriverWait(browser, LIMIT)
                .until(b -> !b.findElements(By.cssSelector("#login")).isEmpty());
    }
}
