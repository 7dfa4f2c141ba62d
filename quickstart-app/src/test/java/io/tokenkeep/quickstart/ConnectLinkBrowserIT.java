package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a real browser opens links that the console's API made. */
class ConnectLinkBrowserIT extends BrowserFixture {

    private static final String IN_APP =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36";

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
        awaitProvider();
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

    @Test
    void languageOfTheLinkIsSwitchedAndTheChoiceStaysForTheWholeWay() {
        JsonObject link = console.awaitLink(link("emi_expected").put("language", "de"));
        open(link);
        awaitLanguage("de");

        click("#languages [value=ja]");
        awaitLanguage("ja");
        assertThat(browser.getCurrentUrl()).isEqualTo(link.getString("url"));
        assertThat(browser.findElement(By.id("asked-" + SimulatedApp.THREADS)).getText())
                .contains("プロフィール")
                .doesNotContain("threads_");

        chooseAt(link, "emi_expected");
        click("#grant");
        awaitPage("connected");
        awaitLanguage("ja");
        String outcome = String.valueOf(browser.getCurrentUrl());
        click("#languages [value=en]");
        awaitLanguage("en");
        assertThat(browser.getCurrentUrl()).isEqualTo(outcome);
        awaitPage("connected");
    }

    @Test
    void personInAnInAppBrowserWhoComesBackWithoutTheCookieGetsThroughWithOneTap() {
        ChromeDriver phone = (ChromeDriver) browser;
        phone.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        phone.executeCdpCommand("Emulation.setUserAgentOverride", Map.of("userAgent", IN_APP));
        JsonObject link = console.awaitLink(link("ines_expected"));

        open(link);
        assertThat(browser.findElement(By.id("link-address")).getDomProperty("value"))
                .isEqualTo(link.getString("url"));
        chooseAt(link, "ines_expected");
        phone.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        click("#grant");
        awaitPage("browser-unknown");

        click("#start-over");
        awaitProvider();
        signInAs("ines_expected");
        click("#grant");
        awaitPage("connected");
    }

    private void awaitLanguage(String tag) {
        new WebDriverWait(browser, LIMIT).until(b -> !b.findElements(By.cssSelector("html[lang='" + tag + "']"))
                .isEmpty());
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
        open(link);
        click("#connect-" + SimulatedApp.THREADS);
        awaitProvider();
        signInAs(username);
    }

    private void open(JsonObject link) {
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.get(link.getString("url"));
            return !b.findElements(By.cssSelector("[data-page='link']")).isEmpty();
        });
    }

    private void awaitProvider() {
        new WebDriverWait(browser, LIMIT)
                .until(b -> !b.findElements(By.cssSelector("#login")).isEmpty());
    }
}
