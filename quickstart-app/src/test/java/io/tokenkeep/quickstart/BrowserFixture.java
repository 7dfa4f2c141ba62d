package io.tokenkeep.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person's browser, fresh for each test, and what a person does with it. */
abstract class BrowserFixture {

    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path profile;

    WebDriver browser;

    @BeforeEach
    final void openBrowser() {
        browser = Chromium.start(profile);
    }

    @AfterEach
    final void closeBrowser() {
        browser.quit();
    }

    /** Writes the name on the provider's page. */
    final void signInAs(String username) {
        browser.findElement(By.cssSelector("#login")).clear();
        browser.findElement(By.cssSelector("#login")).sendKeys(username);
    }

    final void click(String selector) {
        // A page that is being left may lose the element between the search and the click.
        new WebDriverWait(browser, LIMIT)
                .ignoring(StaleElementReferenceException.class)
                .until(b -> {
                    b.findElement(By.cssSelector(selector)).click();
                    return true;
                });
    }

    /** The text of an element. The page after a consent at Facebook loads itself once more. */
    final String text(By element) {
        return new WebDriverWait(browser, LIMIT)
                .ignoring(StaleElementReferenceException.class)
                .until(b -> b.findElement(element).getText());
    }

    final void awaitPage(String name) {
        new WebDriverWait(browser, LIMIT).until(b -> !b.findElements(By.cssSelector("[data-page='" + name + "']"))
                .isEmpty());
    }
}
