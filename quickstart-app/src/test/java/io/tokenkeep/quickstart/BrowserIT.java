package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.Reach;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a real browser. */
class BrowserIT extends BrowserFixture {

    /** Longer than callback-service waits for an outcome before it shows the page that follows. */
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(3);

    /** What Meta appends to the address of a redirect. Browsers keep it through further redirects. */
    private static final String FRAGMENT = "#_";

    private static Playground playground;

    private String state = "";

    @BeforeAll
    static void startAll() throws Exception {
        Needs.chromium();
        playground = Playground.start(null, null);
    }

    @AfterAll
    static void stopAll() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void grantingLeadsToAPageThatNamesTheAccount() {
        connectAs("ada_browses");
        click("#grant");

        awaitPage("connected");
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("ada_browses");
        assertThat(browser.getCurrentUrl()).doesNotContain("code=").doesNotContain("state=");
    }

    @Test
    void pageFollowsAnAnswerThatTakesLongerThanTheFirstLookAtIt() {
        FaultRule slow = FaultRule.on(Endpoint.CODE, Fault.latency(SLOW_ANSWER))
                .forPerson("sid_waits")
                .once();
        playground.simulator().faults().add(slow);
        connectAs("sid_waits");
        click("#grant");
        awaitPage("working");
        assertThat(browser.getCurrentUrl()).endsWith(FRAGMENT);

        awaitPage("connected");
    }

    @Test
    void codeIsTriedAgainByThePageItselfOnceTheBrokerIsBack() {
        connectAs("bob_perseveres");
        playground.started().kafka().stop();
        try {
            click("#grant");
            awaitPage("try-again");
            assertThat(browser.getCurrentUrl()).contains("code=").endsWith(FRAGMENT);
            assertThat(browser.getPageSource())
                    .doesNotContain("code=", codesOf("bob_perseveres").get(0).value());
        } finally {
            playground.started().kafka().restart();
        }

        awaitPage("connected");
    }

    @Test
    void cancellingLeadsToAPageThatSaysSo() {
        connectAs("cleo_cancels");
        click("#cancel");

        awaitPage("cancelled");
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.output().matches("(?s).*not connected +cancelled +threads-main.*"));
        assertThat(codesOf("cleo_cancels")).isEmpty();
    }

    @Test
    void openingTheRedirectAgainShowsTheFirstPageAndExchangesNothing() {
        connectAs("rosa_repeats");
        click("#grant");
        awaitPage("connected");
        String first = browser.getCurrentUrl();
        String redirect = redirectOf("rosa_repeats");

        browser.get(redirect);

        awaitPage("connected");
        assertThat(browser.getCurrentUrl()).isEqualTo(first);
        // The page is shown after the code was published: with one record there, no exchange is still to come.
        String id = authorizationId();
        assertThat(playground.keysOn(Topics.AUTHORIZATION_CODES.name()))
                .filteredOn(id::equals)
                .hasSize(1);
        assertThat(codesOf("rosa_repeats")).singleElement().satisfies(code -> assertThat(code.presentations())
                .hasSize(1));
    }

    @Test
    void scopeUntickedByKeyboardIsNotGranted() {
        browser.get(playground.simulator().baseUri() + "/oauth/authorize?client_id=" + SimulatedApp.THREADS_CLIENT_ID
                + "&redirect_uri=" + playground.web("/callback/" + SimulatedApp.THREADS)
                + "&scope=threads_basic,threads_content_publish,threads_manage_insights&state=unknown");
        signInAs("dina_declines");

        press(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.SPACE, Keys.TAB, Keys.TAB, Keys.ENTER);

        new WebDriverWait(browser, LIMIT).until(b -> !codesOf("dina_declines").isEmpty());
        assertThat(codesOf("dina_declines").get(0).scopes())
                .containsExactlyInAnyOrder("threads_basic", "threads_content_publish");
    }

    @Test
    void facebookPersonsPagesAreConnectedButForTheUntickedOne() {
        connectAs("fay_has_pages", "facebook-main");
        // The page shows the Pages of whom it was opened for.
        browser.get(browser.getCurrentUrl() + "&sim_user=fay_has_pages");
        var pages = browser.findElements(By.cssSelector("input[name=sim_pages][type=checkbox]"));
        assertThat(pages).hasSizeGreaterThan(1);
        String left = pages.get(0).getDomProperty("value");
        String kept = pages.get(1).getDomProperty("value");
        pages.get(0).click();
        click("#grant");

        awaitPage("connected");
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.keysOn(Topics.TOKENS.name()).contains("facebook-main:" + kept));
        assertThat(playground.keysOn(Topics.TOKENS.name())).doesNotContain("facebook-main:" + left);
    }

    @Test
    void consentThatTakesAPageAwaySaysSoAndOneTapBringsItBack() {
        dialogOf("lea_unticks");
        click("#grant");
        awaitPage("connected");
        dialogOf("lea_unticks");
        WebElement unticked = pages().get(0);
        String taken = "facebook-main:" + unticked.getDomProperty("value");
        // The Page is known to refresh-worker only once it has a status.
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.keysOn(Topics.ACCOUNT_STATUS.name()).contains(taken));
        unticked.click();
        click("#grant");
        awaitPage("connected");
        String consent = authorizationId();
        new WebDriverWait(browser, LIMIT)
                .until(b -> playground.keysOn(Topics.LOST_PAGES.name()).contains(consent));
        new WebDriverWait(browser, LIMIT).until(b -> {
            b.navigate().refresh();
            return !b.findElements(By.id("lost")).isEmpty();
        });
        String name = text(By.id("lost"));
        assertThat(text(By.id("accounts"))).doesNotContain(name);

        click("#connect-again");
        asPerson("lea_unticks");
        pages().stream().filter(page -> !page.isSelected()).forEach(WebElement::click);
        click("#grant");

        awaitPage("connected");
        assertThat(text(By.id("accounts"))).contains(name);
        assertThat(browser.findElements(By.id("lost"))).isEmpty();
        assertThat(playground.keysOn(Topics.LOST_PAGES.name())).doesNotContain(authorizationId());
    }

    @Test
    void facebookPersonWhoWasNotShownTheirPagesIsAskedAgain() {
        connectAs("nora_is_named", "facebook-main");
        click("input[name=sim_pages][type=checkbox]");
        WebElement asked = browser.findElement(By.cssSelector("#grant"));
        asked.click();

        // The same form comes again: only its first appearance is gone.
        new WebDriverWait(browser, LIMIT).until(ExpectedConditions.stalenessOf(asked));
        new WebDriverWait(browser, LIMIT).until(b -> "nora_is_named"
                .equals(b.findElement(By.cssSelector("#login")).getDomProperty("value")));
        assertThat(codesOf("nora_is_named")).isEmpty();
        var pages = browser.findElements(By.cssSelector("input[name=sim_pages][type=checkbox]"));
        String left = pages.get(0).getDomProperty("value");
        pages.get(0).click();
        click("#grant");

        awaitPage("connected");
        assertThat(codesOf("nora_is_named").get(0).reach().pages()).isNotEmpty().doesNotContain(String.valueOf(left));
    }

    @Test
    void loginForBusinessCanBeTriedByHand() {
        browser.get(playground.simulator().baseUri() + "/facebook/v25.0/dialog/oauth?client_id="
                + SimulatedApp.of(MetaDescriptions.FACEBOOK).clientId() + "&redirect_uri="
                + playground.web("/callback/facebook-main")
                + "&config_id=42&override_default_response_type=true&response_type=code&state=unknown"
                + "&sim_user=bea_business");

        click("#grant");

        new WebDriverWait(browser, LIMIT).until(b -> !codesOf("bea_business").isEmpty());
        assertThat(codesOf("bea_business").get(0).reach().type()).isEqualTo(Reach.Type.SYSTEM_USER);
    }

    @Test
    void facebookPersonSeesWhatTheyLeftOutAndAllowsItAfterAll() {
        connectAs("dora_declines", "facebook-main");
        click("input[name=sim_scopes][value=pages_manage_posts]");
        click("#grant");
        // Asked again with the person's own Pages, and what was declined stays so.
        click("#grant");
        awaitPage("connected");
        assertThat(text(By.id("missing"))).isEqualTo("Publish, change and delete posts on your Pages");

        click("#start-over");
        browser.get(browser.getCurrentUrl() + "&sim_user=dora_declines");
        assertThat(browser.findElements(By.cssSelector("input[name=sim_scopes][value=pages_manage_posts]")))
                .hasSize(1);
        click("#grant");

        awaitPage("connected");
        assertThat(browser.findElements(By.id("missing"))).isEmpty();
    }

    @Test
    void instagramPersonIsConnectedUnderTheIdOfTheirProfessionalAccount() {
        connectAs("ines_sells", "instagram-main");
        click("#grant");

        awaitPage("connected");
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("ines_sells");
        assertThat(playground.keysOn(Topics.TOKENS.name())).anyMatch(key -> key.matches("instagram-main:1784\\d+"));
    }

    private void connectAs(String username) {
        connectAs(username, SimulatedApp.THREADS);
    }

    private void connectAs(String username, String app) {
        browser.get(playground.web("/").toString());
        click("#connect-" + app);
        new WebDriverWait(browser, LIMIT)
                .until(b -> !b.findElements(By.cssSelector("#login")).isEmpty());
        state = stateIn(String.valueOf(browser.getCurrentUrl()));
        signInAs(username);
    }

    /** Facebook's dialog with the Pages of this person. */
    private void dialogOf(String username) {
        connectAs(username, "facebook-main");
        asPerson(username);
    }

    private void asPerson(String username) {
        new WebDriverWait(browser, LIMIT)
                .until(b -> !b.findElements(By.cssSelector("#login")).isEmpty());
        browser.get(browser.getCurrentUrl() + "&sim_user=" + username);
    }

    private List<WebElement> pages() {
        return browser.findElements(By.cssSelector("input[name=sim_pages][type=checkbox]"));
    }

    private String authorizationId() {
        return String.valueOf(browser.getCurrentUrl()).replaceAll(".*/authorizations/([^?]+).*", "$1");
    }

    private static String stateIn(String address) {
        return address.replaceAll(".*[?&]state=([^&#]*).*", "$1");
    }

    /** The address the person came back by, which the browser has left by a redirect and so does not show. */
    private String redirectOf(String username) {
        String code = codesOf(username).get(0).value();
        return playground
                .web("/callback/" + SimulatedApp.THREADS + "?code=" + code + "&state=" + state + "#_")
                .toString();
    }

    private static List<GrantedCode> codesOf(String username) {
        return playground.simulator().codes().all().stream()
                .filter(code -> code.person().username().equals(username))
                .toList();
    }

    /** One after the other, each where the one before has led. */
    private void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            browser.switchTo().activeElement().sendKeys(key);
        }
    }
}
