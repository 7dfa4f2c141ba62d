package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a real browser opens links that the console's API made. */
class ConnectLinkBrowserIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Playground playground;
    private static ConsoleClient console;

    @TempDir
    private Path profile;

    private WebDriver browser;

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

    @BeforeEach
    void openBrowser() {
        browser = Chromium.start(profile);
    }

    @AfterEach
    void closeBrowser() {
        browser.quit();
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
        new WebDriverWait(browser, LIMIT)
                .until(b -> !b.findElements(By.cssSelector("#login")).isEmpty());
        signInAs(username);
    }

    private void signInAs(String username) {
        browser.findElement(By.cssSelector("#login")).clear();
        browser.findElement(By.cssSelector("#login")).sendKeys(username);
    }

    private void click(String selector) {
        // A page that is being left may lose the element between the search and the click.
        new WebDriverWait(browser, LIMIT)
                .ignoring(StaleElementReferenceException.class)
                .until(b -> {
                    b.findElement(By.cssSelector(selector)).click();
                    return true;
                });
    }

    private void awaitPage(String name) {
        new WebDriverWait(browser, LIMIT).until(b -> !b.findElements(By.cssSelector("[data-page='" + name + "']"))
                .isEmpty());
    }
}
