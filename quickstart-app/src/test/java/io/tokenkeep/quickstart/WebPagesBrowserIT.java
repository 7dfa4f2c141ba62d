package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.page.AllWebPages;
import io.tokenkeep.callback.page.Language;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Every web page of callback-service in a real browser, as files: no service runs. axe looks for what keeps people with a
 * disability from using a page.
 */
class WebPagesBrowserIT extends BrowserFixture {

    private static final String FINDINGS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                result => done(result.violations
                    .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
                    .map(rule => rule.id + ' at ' + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(', '))),
                failure => done([String(failure)]));
            """;

    private static String axe = "";

    @TempDir
    private Path pages;

    @BeforeAll
    static void readAxe() throws IOException {
        Needs.chromium();
        try (InputStream script = WebPagesBrowserIT.class.getResourceAsStream("/axe.min.js")) {
            axe = script == null ? "" : new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"390, 844, light", "390, 844, dark", "1280, 900, light", "1280, 900, dark"})
    void noPageHasASeriousFinding(int width, int height, String scheme) throws IOException {
        look(width, height, scheme);
        List<WebPage> all = differentPages();
        List<Language> languages = List.of(Language.values());

        for (int i = 0; i < all.size(); i++) {
            // Each language and the brand come round, not each with every page.
            Language language = languages.get(i % languages.size());
            open(all.get(i), language, i % 2 == 1);
            assertThat(findings()).as(all.get(i).name() + " in " + language).isEmpty();
            assertThat(hasSomethingThatStandsOut())
                    .as(all.get(i).name() + " has something wider than its place")
                    .isFalse();
        }
    }

    /** Many reasons of a failure have the same page. */
    private static List<WebPage> differentPages() {
        Map<String, WebPage> different = new LinkedHashMap<>();
        AllWebPages.all()
                .forEach(page -> different.put(Rendered.english(page).replaceAll(" data-reason=\"\\w+\"", ""), page));
        return List.copyOf(different.values());
    }

    @Test
    void seriousFindingIsFound() throws IOException {
        browser.get(
                write("<html><body><img src=\"x.png\"><p style=\"color:#ccc;background:#fff\">pale</p></body></html>"));

        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("image-alt"))
                .anyMatch(finding -> finding.startsWith("color-contrast"));
    }

    private void look(int width, int height, String scheme) {
        ChromeDriver chromium = (ChromeDriver) browser;
        chromium.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        chromium.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private void open(WebPage page, Language language, boolean branded) throws IOException {
        browser.get(write(branded ? Rendered.branded(language, page) : Rendered.in(language, page)));
    }

    private String write(String html) throws IOException {
        return Files.writeString(pages.resolve("page.html"), html).toUri().toString();
    }

    private List<String> findings() {
        JavascriptExecutor scripts = (JavascriptExecutor) browser;
        scripts.executeScript(axe);
        List<?> found = (List<?>) Objects.requireNonNull(scripts.executeAsyncScript(FINDINGS));
        return found.stream().map(String::valueOf).toList();
    }

    private boolean hasSomethingThatStandsOut() {
        return Boolean.TRUE.equals(((JavascriptExecutor) browser)
                .executeScript("return [document.documentElement, document.querySelector('main')]"
                        + ".some(element => element.scrollWidth > element.clientWidth)"));
    }
}
