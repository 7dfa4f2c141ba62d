package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.AllWebPages.AGAIN;
import static io.tokenkeep.callback.page.AllWebPages.FACEBOOK;
import static io.tokenkeep.callback.page.AllWebPages.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WebPagesTest {

    @Test
    void styleIsAllowedByItsHashAndNothingElseIsAllowed() throws Exception {
        String html = Rendered.english(ErrorWebPages.notFound());
        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(Layout.headers().get("Content-Security-Policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @Test
    void noPageNeedsAScriptAnInlineStyleOrAnythingFromElsewhere() {
        for (WebPage page : AllWebPages.all()) {
            assertThat(Rendered.english(page))
                    .as(page.name())
                    .startsWith("<!doctype html>")
                    .contains("<html lang=\"en\">", "<main id=\"page\" data-page=\"" + page.name() + "\"", "<h1>")
                    .doesNotContain("<script", " style=", "src=", "http://", "https://", "{}");
        }
    }

    @Test
    void textNeverBecomesMarkup() {
        String name = "<img src=x onerror=alert(1)>\"'&";

        String html = Rendered.english(
                OutcomeWebPages.of(FakeOutcomes.connected("a", name), THREADS, StartOver.WITH_THE_LINK));

        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
                .doesNotContain("<img");
        assertThat(Rendered.english(RedirectWebPages.cancelled(AGAIN))).contains("link=x&amp;y=&quot;z&quot;\"");
        assertThat(Html.of("{}", "{}$1\\").in(Rendered.view(Language.ENGLISH))).isEqualTo("{}$1\\");
    }

    @Test
    void templateWithTooFewPlacesIsAMistake() {
        assertThatThrownBy(() -> Html.of("{}", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthorizationReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_CONFIRMED", "LINK_REFUSED"})
    void everyFailureSaysHowToGoOn(AuthorizationReason reason) {
        AuthorizationOutcome outcome = FakeOutcomes.failed("a", reason);

        WebPage page = OutcomeWebPages.of(outcome, THREADS, AGAIN);
        String html = Rendered.english(page);

        assertThat(html).contains("id=\"start-over\"", "data-reason=\"" + reason + "\"", "data-mood=\"bad\"");
        assertThat(page.refresh()).isNull();
        assertThat(Rendered.english(OutcomeWebPages.of(outcome, THREADS, StartOver.WITH_THE_LINK)))
                .contains("ask for a new one");
    }

    @Test
    void consentOfALinkThatAcceptsNothingMoreOffersNoWayBackToThatLink() {
        WebPage page = OutcomeWebPages.of(FakeOutcomes.failed("a", AuthorizationReason.LINK_REFUSED), FACEBOOK, AGAIN);

        assertThat(page.name()).isEqualTo("link-revoked");
        assertThat(page.refresh()).isNull();
        assertThat(Rendered.branded(Language.ENGLISH, page))
                .contains("data-reason=\"LINK_REFUSED\"", "data-mood=\"bad\"", "ask the sender for a new link")
                .contains("id=\"ask-for-help\"")
                .doesNotContain("class=\"act\"", "/connect/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH | 2 December 2026, 15:00 (UTC)",
                "GERMAN | 2. Dezember 2026, 15:00 Uhr (UTC)",
                "FRENCH | 2 décembre 2026 à 15:00 (UTC)",
                "SPANISH | 2 de diciembre de 2026, 15:00 h (UTC)",
                "PORTUGUESE | 2 de dezembro de 2026 às 15:00 (UTC)",
                "JAPANESE | 2026年12月2日 15:00（UTC）"
            })
    void everyLanguageHasItsWayToWriteATime(Language language, String written) {
        assertThat(Rendered.in(language, DeletionWebPages.received(Instant.parse("2026-12-02T15:00:00Z"))))
                .contains("<time datetime=\"2026-12-02T15:00:00Z\">" + written + "</time>");
    }

    @Test
    void personWhoseLinkWasUsedBySomebodyElseIsNotLeftWithoutANextStep() {
        assertThat(Rendered.english(LinkWebPages.used()))
                .contains("If that was you, there is nothing more to do", "If it was not you")
                .doesNotContain("What you can do");
    }

    @Test
    void consentThatTheAgencyDidNotConfirmSendsItsPersonThereAndOffersNoSecondOne() {
        WebPage page = OutcomeWebPages.of(FakeOutcomes.failed("a", AuthorizationReason.NOT_CONFIRMED), FACEBOOK, AGAIN);

        assertThat(page.name()).isEqualTo("not-confirmed");
        assertThat(page.refresh()).isNull();
        assertThat(Rendered.english(page))
                .contains("data-reason=\"NOT_CONFIRMED\"", "data-mood=\"bad\"", "Your account was not connected")
                .contains("The person or company that sent you the link did not confirm", "Nothing was connected")
                .contains("ask the person or company that sent the link")
                .doesNotContain("class=\"act\"", "/connect/", "id=\"ask-for-help\"");
        assertThat(Rendered.branded(Language.ENGLISH, page))
                .contains("Agentur Müller &amp; Söhne did not confirm", "ask Agentur Müller &amp; Söhne for the reason")
                .contains("id=\"ask-for-help\" href=\"mailto:help@agency.example\"")
                .doesNotContain("The person or company");
    }

    @Test
    void consentThatWaitsForTheAgencyAsksNothingOfItsPersonAndAsksSeldom() {
        AuthorizationOutcome outcome = FakeOutcomes.waiting(
                "a", AuthorizationReason.AWAITING_CONFIRMATION, Instant.parse("2026-11-29T09:05:00Z"));

        WebPage page = OutcomeWebPages.of(outcome, FACEBOOK, AGAIN);

        assertThat(page.name()).isEqualTo("awaiting-confirmation");
        assertThat(page.refresh()).isEqualTo(Duration.ofMinutes(1));
        assertThat(Rendered.english(page))
                .contains(
                        "The person or company that sent you the link now checks it, and then your account is connected")
                .contains("You do not need to do anything", "you can close this page", "29 November 2026, 09:05 (UTC)")
                .doesNotContain("class=\"act\"", "We keep trying");
        assertThat(Rendered.branded(Language.ENGLISH, page))
                .contains("Agentur Müller &amp; Söhne now checks it")
                .doesNotContain("The person or company");
        AuthorizationOutcome endless =
                AuthorizationOutcome.newBuilder(outcome).setWaitingUntil(null).build();
        assertThat(Rendered.english(OutcomeWebPages.of(endless, FACEBOOK, AGAIN)))
                .doesNotContain("<time", "is not confirmed by");
    }

    @Test
    void consentThatWaitsForTheAgencyLetsItsPersonGoOnWithTheNextApp() {
        String html = Rendered.english(OutcomeWebPages.withNext(
                FakeOutcomes.waiting(
                        "a", AuthorizationReason.AWAITING_CONFIRMATION, Instant.parse("2026-11-29T09:05:00Z")),
                THREADS,
                AGAIN,
                new NextApp("/connect/b?link=y", AllWebPages.facebook())));

        assertThat(html)
                .contains("data-page=\"awaiting-confirmation\"", "One thing is left for you: your Facebook account")
                .contains("id=\"keep-pages-b\"", "action=\"/connect/b?link=y\"", "29 November 2026")
                .doesNotContain("You do not need to do anything", "We keep this connection working");
    }

    @ParameterizedTest
    @EnumSource(value = AuthorizationReason.class, mode = EnumSource.Mode.EXCLUDE, names = "AWAITING_CONFIRMATION")
    void everyWaitSaysWhyAndUntilWhen(AuthorizationReason reason) {
        AuthorizationOutcome outcome = FakeOutcomes.waiting("a", reason, Instant.parse("2026-11-23T09:05:00Z"));

        WebPage page = OutcomeWebPages.of(outcome, THREADS, AGAIN);

        assertThat(Rendered.english(page)).contains("23 November 2026", "09:05 (UTC)");
        assertThat(page.refresh()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void accountWithoutANameIsStillConnected() {
        assertThat(Rendered.english(OutcomeWebPages.of(FakeOutcomes.connected("a", null), THREADS, AGAIN)))
                .contains("Your Threads account", "data-page=\"connected\"");
    }

    @Test
    void whatIsLackingIsReportedWithAWayToAllowIt() {
        AuthorizationOutcome whole = FakeOutcomes.connected("a", "Ada");
        AuthorizationOutcome lacking = AllWebPages.lacking();

        assertThat(Rendered.english(OutcomeWebPages.of(whole, FACEBOOK, AGAIN)))
                .doesNotContain("id=\"missing\"", "id=\"withheld\"", "id=\"start-over\"");
        assertThat(Rendered.english(OutcomeWebPages.of(lacking, FACEBOOK, AGAIN)))
                .contains("<ul id=\"missing\"><li>Publish, change and delete posts on your Pages</li></ul>")
                .contains("<ul id=\"withheld\"><li>A &amp; B</li></ul>")
                .contains("id=\"start-over\"", "data-page=\"connected\"");
        assertThat(Rendered.english(OutcomeWebPages.of(lacking, FACEBOOK, StartOver.WITH_THE_LINK)))
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

        assertThat(Rendered.english(OutcomeWebPages.of(incomplete, FACEBOOK, AGAIN)))
                .contains("id=\"incomplete\"", "We keep asking");
    }

    @Test
    void listThatWasCutTellsHowManyThereAre() {
        AuthorizationOutcome many = AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setAccountsTotal(5001)
                .build();

        assertThat(Rendered.english(OutcomeWebPages.of(many, FACEBOOK, AGAIN)))
                .contains("And 5,000 more. In total, 5,001 accounts are connected.");
        assertThat(Rendered.english(OutcomeWebPages.of(FakeOutcomes.connected("a", "Ada"), FACEBOOK, AGAIN)))
                .doesNotContain("id=\"further\"");
    }

    @Test
    void personWithPagesIsAskedToKeepThemSelectedWhereverAConsentBegins() {
        String warning = "Have you connected Pages here before? Then leave them selected at Facebook and add the new"
                + " ones. A Page that you no longer select stops working here.";
        StartWebPages.Way facebook = new StartWebPages.Way("b", "Facebook", true, "/connect/b?link=y", null);
        StartWebPages.Way threads = new StartWebPages.Way("a", "Threads", false, "/connect/a?link=x", null);

        assertThat(List.of(
                        LinkWebPages.open("/c/token", AllWebPages.ways(), List.of(), null),
                        OutcomeWebPages.withNext(
                                FakeOutcomes.connected("a", "Ada"),
                                THREADS,
                                AGAIN,
                                new NextApp("/connect/b?link=y", AllWebPages.facebook())),
                        OutcomeWebPages.of(AllWebPages.lacking(), FACEBOOK, AGAIN),
                        StartWebPages.start(List.of(facebook)),
                        StartWebPages.start(List.of(threads, facebook))))
                .allSatisfy(page -> assertThat(Rendered.english(page)).containsOnlyOnce(warning));
        assertThat(List.of(
                        LinkWebPages.open("/c/token", AllWebPages.ways().subList(0, 1), List.of(), null),
                        OutcomeWebPages.of(AllWebPages.lacking(), THREADS, AGAIN),
                        OutcomeWebPages.of(FakeOutcomes.connected("a", "Ada"), FACEBOOK, AGAIN),
                        StartWebPages.start(List.of(threads))))
                .allSatisfy(page ->
                        assertThat(Rendered.english(page)).doesNotContain("keep-pages", "connected Pages here before"));
    }

    private static String connectedWith(MissingPage missing, @Nullable FailureClass listFailure) {
        AuthorizationOutcome outcome = AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setMissingPages(List.of(missing))
                .setListFailure(listFailure)
                .build();
        return Rendered.english(OutcomeWebPages.of(outcome, FACEBOOK, AGAIN));
    }
}
