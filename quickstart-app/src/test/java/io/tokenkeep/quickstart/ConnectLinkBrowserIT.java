package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a real browser opens links that the console's API made. */
class ConnectLinkBrowserIT extends BrowserFixture {

    private static final String IN_APP =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36";
    private static final String FACEBOOK = "facebook-main";
    private static final String OWNER = "otto_owns_three";

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

    @Test
    void pagesOfTwoLinksLiveAndAPageThatNoLinkAskedForIsNeverConnected() {
        page("801", "Bakery");
        page("802", "Library");
        page("803", "Museum");
        playground.simulator().pages().settle(OWNER);
        choosePagesAt(console.awaitLink(linkForPage("801")));
        click("#grant");
        awaitPage("connected");
        assertThat(text(By.id("not-asked"))).contains("Library", "Museum");
        awaitKey(Topics.ACCOUNT_STATUS, "facebook-main:801");

        choosePagesAt(console.awaitLink(linkForPage("802")));
        click("input[name=sim_pages][value='801']");
        click("#grant");
        awaitPage("connected");
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.navigate().refresh();
            return !b.findElements(By.id("lost")).isEmpty();
        });
        assertThat(text(By.id("lost"))).isEqualTo("Bakery");

        click("#connect-again");
        asOwner();
        browser.findElements(By.cssSelector("input[name=sim_pages][type=checkbox]")).stream()
                .filter(page -> !page.isSelected())
                .forEach(WebElement::click);
        click("#grant");
        awaitPage("connected");
        assertThat(browser.findElements(By.id("lost"))).isEmpty();

        // The list that follows the consent offers all three Pages, and brings the first one the token of this consent.
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.keysOn(Topics.TOKENS.name()).stream()
                                .filter("facebook-main:801"::equals)
                                .count()
                        > 1);
        awaitKey(Topics.REFRESH_OUTCOMES, "facebook-main:803");
        assertThat(playground.keysOn(Topics.TOKENS.name()))
                .contains("facebook-main:802")
                .doesNotContain("facebook-main:803");
    }

    @Test
    void consentWaitsForTheAgencyAndIsConnectedWhenItSaysYes() {
        JsonObject link = console.awaitLink(link("gwen_waits").put("confirmWithinHours", 24));
        chooseAt(link, "gwen_waits");
        click("#grant");
        awaitPage("awaiting-confirmation");
        JsonObject waiting = awaitConfirmation(link);
        assertThat(waiting.getJsonArray("accounts").getJsonObject(0).getString("name"))
                .contains("gwen_waits");
        assertThat(playground.keysOn(Topics.TOKENS.name())).doesNotContain(waiting.getString("account"));
        assertThat(console.show(link.getString("id")).getString("state"))
                .as("no account is connected")
                .isEqualTo("OPEN");

        decide(waiting, "CONFIRM");

        awaitKey(Topics.TOKENS, waiting.getString("account"));
        awaitPageAfterReload("connected");
        new WebDriverWait(browser, LIMIT)
                .until(b ->
                        console.show(link.getString("id")).getString("state").equals("USED"));
        assertThat(confirmations(link)).isEmpty();
    }

    @Test
    void consentThatTheAgencyRefusesIsNeverConnected() {
        JsonObject link = console.awaitLink(link("hugo_waits").put("confirmWithinHours", 24));
        chooseAt(link, "hugo_waits");
        click("#grant");
        awaitPage("awaiting-confirmation");
        JsonObject waiting = awaitConfirmation(link);

        decide(waiting, "REFUSE");

        awaitPageAfterReload("not-confirmed");
        assertThat(playground.keysOn(Topics.TOKENS.name())).doesNotContain(waiting.getString("account"));
        new WebDriverWait(browser, LIMIT).until(b -> console.show(link.getString("id"))
                .getJsonArray("outcomes")
                .encode()
                .contains("NOT_CONFIRMED"));
        assertThat(confirmations(link)).isEmpty();
    }

    private JsonObject awaitConfirmation(JsonObject link) {
        return new WebDriverWait(browser, LIMIT)
                .until(b -> confirmations(link).isEmpty()
                        ? null
                        : confirmations(link).getJsonObject(0));
    }

    private static JsonArray confirmations(JsonObject link) {
        return console.get("/confirmations?link=" + link.getString("id")).getJsonArray("items");
    }

    private static void decide(JsonObject waiting, String decision) {
        console.post(
                "/confirmations/" + waiting.getString("id") + "/decision",
                new JsonObject().put("decision", decision),
                200);
    }

    /** The page asks again by itself, but seldom. */
    private void awaitPageAfterReload(String page) {
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.navigate().refresh();
            return !b.findElements(By.cssSelector("[data-page='" + page + "']")).isEmpty();
        });
    }

    private static void page(String id, String name) {
        playground.simulator().pages().put(Page.of(id, name).withRole(OWNER, Page.EVERY_TASK));
    }

    private static JsonObject linkForPage(String id) {
        return new JsonObject()
                .put("apps", new JsonArray().add(FACEBOOK))
                .put(
                        "expected",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("app", FACEBOOK)
                                        .put("kind", "PAGE")
                                        .put("value", id)));
    }

    /** Opens a link and goes to Facebook's dialog with the Pages of their owner. */
    private void choosePagesAt(JsonObject link) {
        leaveFrom(link, FACEBOOK);
        asOwner();
    }

    private void asOwner() {
        awaitProvider();
        browser.get(browser.getCurrentUrl() + "&sim_user=" + OWNER);
    }

    private void awaitKey(Topic<?> topic, String key) {
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.keysOn(topic.name()).contains(key));
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
        leaveFrom(link, SimulatedApp.THREADS);
        signInAs(username);
    }

    private void leaveFrom(JsonObject link, String app) {
        open(link);
        click("#connect-" + app);
        awaitProvider();
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
