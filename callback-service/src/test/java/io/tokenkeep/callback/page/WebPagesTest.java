package io.tokenkeep.callback.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.callback.deletion.DeletionDates;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebPagesTest {

    private static final Instant ENDED = Instant.parse("2026-11-01T12:00:00Z");
    private static final StartOver AGAIN = new StartOver("/connect/a?link=x&y=\"z\"");

    @Test
    void styleIsAllowedByItsHashAndNothingElseIsAllowed() throws Exception {
        String html = Layout.render(ErrorWebPages.notFound());
        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(Layout.headers().get("Content-Security-Policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @Test
    void noPageNeedsAScriptAnInlineStyleOrAnythingFromElsewhere() {
        for (WebPage page : all()) {
            assertThat(Layout.render(page))
                    .as(page.name())
                    .startsWith("<!doctype html>")
                    .contains("<html lang=\"en\">", "<main id=\"page\" data-page=\"" + page.name() + "\"", "<h1>")
                    .doesNotContain("<script", " style=", "src=", "http://", "https://", "{}");
        }
    }

    @Test
    void textNeverBecomesMarkup() {
        String name = "<img src=x onerror=alert(1)>\"'&";

        String html = Layout.render(
                OutcomeWebPages.of(FakeOutcomes.connected("a", name), "Threads", StartOver.WITH_THE_LINK));

        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
                .doesNotContain("<img");
        assertThat(Layout.render(RedirectWebPages.cancelled(AGAIN))).contains("link=x&amp;y=&quot;z&quot;\"");
        assertThat(Html.of("{}", "{}$1\\").markup()).isEqualTo("{}$1\\");
    }

    @Test
    void templateWithTooFewPlacesIsAMistake() {
        assertThatThrownBy(() -> Html.of("{}", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(AuthorizationReason.class)
    void everyFailureSaysHowToGoOn(AuthorizationReason reason) {
        AuthorizationOutcome outcome = FakeOutcomes.failed("a", reason);

        WebPage page = OutcomeWebPages.of(outcome, "Threads", AGAIN);
        String html = Layout.render(page);

        assertThat(html).contains("id=\"start-over\"", "data-reason=\"" + reason + "\"", "data-mood=\"bad\"");
        assertThat(page.refresh()).isNull();
        assertThat(Layout.render(OutcomeWebPages.of(outcome, "Threads", StartOver.WITH_THE_LINK)))
                .contains("ask for a new one");
    }

    @ParameterizedTest
    @EnumSource(AuthorizationReason.class)
    void everyWaitSaysWhyAndUntilWhen(AuthorizationReason reason) {
        AuthorizationOutcome outcome = FakeOutcomes.waiting("a", reason, Instant.parse("2026-11-23T09:05:00Z"));

        WebPage page = OutcomeWebPages.of(outcome, "Threads", AGAIN);

        assertThat(Layout.render(page)).contains("23 November, 09:05 UTC");
        assertThat(page.refresh()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void accountWithoutANameIsStillConnected() {
        assertThat(Layout.render(OutcomeWebPages.of(FakeOutcomes.connected("a", null), "Threads", AGAIN)))
                .contains("Your Threads account", "data-page=\"connected\"");
    }

    @Test
    void whatIsLackingIsReportedWithAWayToAllowIt() {
        AuthorizationOutcome whole = FakeOutcomes.connected("a", "Ada");
        AuthorizationOutcome lacking = lacking();

        assertThat(Layout.render(OutcomeWebPages.of(whole, "Facebook", AGAIN)))
                .doesNotContain("id=\"missing\"", "id=\"withheld\"", "id=\"start-over\"");
        assertThat(Layout.render(OutcomeWebPages.of(lacking, "Facebook", AGAIN)))
                .contains("<ul id=\"missing\"><li><code>pages_manage_posts</code></li></ul>")
                .contains("<ul id=\"withheld\"><li>A &amp; B</li></ul>")
                .contains("id=\"start-over\"", "data-page=\"connected\"");
        assertThat(Layout.render(OutcomeWebPages.of(lacking, "Facebook", StartOver.WITH_THE_LINK)))
                .contains("ask for a new one");
    }

    @Test
    void untickedPagesAreNamedWithAWayToTickThem() {
        String html = connectedWith(new MissingPage("facebook-main:1", "A & B", MissingPageReason.NOT_TICKED), null);

        assertThat(html)
                .contains("<ul id=\"unticked\"><li>A &amp; B</li></ul>", "id=\"start-over\"")
                .doesNotContain("id=\"withheld\"", "id=\"unread\"", "id=\"incomplete\"");
    }

    @Test
    void pagesThatWereNotAskedForAreNamedAndAskNothingOfThePerson() {
        String html = connectedWith(new MissingPage("facebook-main:1", "A & B", MissingPageReason.WITHHELD), null);

        assertThat(html)
                .contains("<ul id=\"not-asked\"><li>A &amp; B</li></ul>", "which we did not ask for")
                .doesNotContain("id=\"start-over\"", "id=\"unticked\"", "id=\"withheld\"");
    }

    @Test
    void pagesThatCouldNotBeReadAreTriedOnAndAskNothingOfThePerson() {
        String html = connectedWith(
                new MissingPage("facebook-main:77", null, MissingPageReason.NOT_REACHABLE), FailureClass.TRANSIENT);

        assertThat(html)
                .contains("<ul id=\"unread\"><li>Page 77</li></ul>", "We keep trying", "id=\"incomplete\"")
                .doesNotContain("id=\"start-over\"", "id=\"unticked\"");
    }

    @Test
    void listThatIsNotCompleteIsNeverReportedAsComplete() {
        AuthorizationOutcome incomplete = AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setListFailure(FailureClass.PERMISSION_MISSING)
                .build();

        assertThat(Layout.render(OutcomeWebPages.of(incomplete, "Facebook", AGAIN)))
                .contains("id=\"incomplete\"", "We keep asking");
    }

    @Test
    void listThatWasCutTellsHowManyThereAre() {
        AuthorizationOutcome many = AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setAccountsTotal(5001)
                .build();

        assertThat(Layout.render(OutcomeWebPages.of(many, "Facebook", AGAIN)))
                .contains("And 5000 more: 5001 accounts are connected in all.");
        assertThat(Layout.render(OutcomeWebPages.of(FakeOutcomes.connected("a", "Ada"), "Facebook", AGAIN)))
                .doesNotContain("id=\"further\"");
    }

    private static String connectedWith(MissingPage missing, @Nullable FailureClass listFailure) {
        AuthorizationOutcome outcome = AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setMissingPages(List.of(missing))
                .setListFailure(listFailure)
                .build();
        return Layout.render(OutcomeWebPages.of(outcome, "Facebook", AGAIN));
    }

    private static AuthorizationOutcome lacking() {
        return AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setMissingScopes(List.of("pages_manage_posts"))
                .setMissingPages(List.of(new MissingPage("facebook-main:1", "A & B", MissingPageReason.NO_TOKEN)))
                .build();
    }

    private static List<WebPage> all() {
        List<WebPage> pages = new ArrayList<>(List.of(
                LinkWebPages.expired(),
                LinkWebPages.refused(),
                LinkWebPages.revoked(),
                LinkWebPages.used(),
                LinkWebPages.unknown(),
                LinkWebPages.notYet(),
                LinkWebPages.open(
                        "/c/token",
                        List.of(
                                new LinkWebPages.Way("a", "Threads", URI.create("https://threads.com/oauth/authorize")),
                                new LinkWebPages.Way(
                                        "b", "Facebook", URI.create("https://www.facebook.com/dialog/oauth"))),
                        null),
                LinkWebPages.unknownApp(),
                RedirectWebPages.cancelled(AGAIN),
                RedirectWebPages.declined("Threads", AGAIN),
                RedirectWebPages.malformed(StartOver.WITH_THE_LINK),
                RedirectWebPages.tooLong(),
                RedirectWebPages.stateMissing(),
                RedirectWebPages.stateRefused(),
                RedirectWebPages.stateExpired(AGAIN),
                RedirectWebPages.browserUnknown(AGAIN),
                RedirectWebPages.tooManyCodes(AGAIN),
                RedirectWebPages.linkUsedUp(true),
                RedirectWebPages.linkUsedUp(false),
                RedirectWebPages.linkRefusedTooOften("Threads", true),
                RedirectWebPages.linkRefusedTooOften("Threads", false),
                RedirectWebPages.tryAgain(),
                OutcomeWebPages.working(),
                OutcomeWebPages.notKnown(),
                OutcomeWebPages.of(FakeOutcomes.connected("a", "Ada"), "Threads", AGAIN),
                OutcomeWebPages.of(lacking(), "Facebook", AGAIN),
                StartWebPages.start(List.of(new StartWebPages.Way("a", "Threads", "/connect/a?link=x", "/paste/a"))),
                StartWebPages.start(List.of(
                        new StartWebPages.Way("a", "Threads", "/connect/a?link=x", null),
                        new StartWebPages.Way("b", "Facebook", "/connect/b?link=y", "/paste/b"))),
                StartWebPages.paste("/paste/a", URI.create("//here/callback"), "Not this one."),
                StartWebPages.pasteAgain(),
                ErrorWebPages.notFound(),
                ErrorWebPages.methodNotAllowed(),
                ErrorWebPages.badRequest(),
                ErrorWebPages.bodyTooLarge(),
                ErrorWebPages.headersTooLarge(),
                ErrorWebPages.broken(),
                ErrorWebPages.refused(429),
                ErrorWebPages.refused(505),
                DeletionWebPages.working(),
                DeletionWebPages.notKnown(),
                DeletionWebPages.received(ENDED),
                DeletionWebPages.nothingKept(ENDED),
                DeletionWebPages.superseded(ENDED),
                DeletionWebPages.done(ENDED, ENDED, DeletionDates.after(ENDED))));
        for (AuthorizationReason reason : AuthorizationReason.values()) {
            pages.add(OutcomeWebPages.of(FakeOutcomes.failed("a", reason), "Threads", AGAIN));
        }
        return pages;
    }
}
