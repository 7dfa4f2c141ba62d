package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientBrand;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.link.LinkToken;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class ConsoleLinksIT {

    static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());
    private static final LinkStepKind LEFT = LinkStepKind.LEFT;
    private static final LinkSignature CONSOLE = new LinkSignature(LinkKeys.parse(KEYS));

    @BeforeAll
    static void makeTopics(LocalKafka kafka) {
        start(kafka).awaitHealthy().close();
    }

    @Test
    void linkIsOpenedChosenAndItsCodeNamesIt(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = link("whole-way", 1, null);
        try (TestService service = start(kafka)) {
            topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
            TestBrowser browser = service.browser();
            await().atMost(LIMIT).until(() -> page(browser.get(path(link))).equals("200 link"));

            HttpResponse<String> opened = browser.get(path(link));
            assertThat(opened.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("form-action 'self' https://threads.com;");
            assertThat(opened.headers().firstValue("Set-Cookie"))
                    .as("opening begins nothing")
                    .isEmpty();

            assertThat(opened.body()).doesNotContain("id=\"in-app\"");
            assertThat(browser.getWithHeader(path(link), "User-Agent", "Mozilla/5.0 (iPhone) [FBAN/FBIOS;FBAV/440]")
                            .body())
                    .contains("id=\"in-app\"", "value=\"http://localhost:8080" + path(link) + "\"");

            HttpResponse<String> chosen = browser.post(path(link), "app", "threads-main");
            assertThat(chosen.statusCode()).isEqualTo(303);
            String state = TestBrowser.state(chosen);
            String outcome = location(browser.get(REDIRECT + "?code=AQB-console&state=" + state));
            assertThat(page(browser.get(outcome))).isEqualTo("200 working");

            AuthorizationCode code = topics.codes().stream()
                    .filter(one -> link.getLinkId().equals(one.getConnectLink()))
                    .findFirst()
                    .orElseThrow();
            assertThat(code.getClient()).isEqualTo("7");
            topics.write(AuthorizationOutcome.newBuilder(FakeOutcomes.connected(code.getAuthorizationId(), "Ada"))
                    .setConnectLink(link.getLinkId())
                    .build());
            await().atMost(LIMIT).until(() -> page(browser.get(outcome)).equals("200 connected"));
            assertThat(browser.get(outcome).body())
                    .contains("id=\"return\" href=\"https://agency.example/done\"")
                    .doesNotContain("id=\"next\"");
            await().atMost(LIMIT)
                    .until(() -> topics.steps(link).equals(List.of(LinkStepKind.OPENED, LEFT, LinkStepKind.RETURNED)));
        }
    }

    @Test
    void linkWithTwoAppsLeadsFromTheFirstToTheSecond(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = CONSOLE.sign(ConnectLink.newBuilder(
                        unsigned("two-apps", 1, null, Instant.now().plus(Duration.ofDays(1))))
                .setApps(List.of("threads-main", "other"))
                .build());
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            String state = TestBrowser.state(browser.post(path(link), "app", "threads-main"));
            String outcome = location(browser.get(REDIRECT + "?code=AQB-two-apps&state=" + state));
            String id = outcome.replaceAll("/authorizations/|\\?.*", "");
            String key = LinkUses.key(link.getLinkId(), "threads-main");
            topics.write(Topics.CONNECT_LINK_USES.record(
                    key, new LinkUse(key, link.getLinkId(), "threads-main", id, Instant.now())));
            topics.write(AuthorizationOutcome.newBuilder(FakeOutcomes.connected(id, "Ada"))
                    .setConnectLink(link.getLinkId())
                    .setDecidedAt(Instant.now())
                    .build());

            await().atMost(LIMIT).until(() -> page(browser.get(outcome)).equals("200 connected"));
            String connected = browser.get(outcome).body();
            assertThat(connected).contains("id=\"connect-other\"").doesNotContain("You are done");
            assertThat(browser.get(outcome.replaceAll("&again=.*", "")).body())
                    .as("the id of a consent alone lets nobody go on")
                    .doesNotContain("id=\"next\"");

            HttpResponse<String> next = browser.post(action(connected), "app", "threads-main");
            assertThat(next.statusCode()).isEqualTo(303);
            assertThat(page(browser.get(REDIRECT + "?code=AQB-second&state=" + TestBrowser.state(next))))
                    .as("the state is of the second app")
                    .isEqualTo("400 state-refused");
            await().atMost(LIMIT).until(() -> browser.get(path(link)).body().contains("id=\"done\""));
            assertThat(browser.get(path(link)).body())
                    .contains("id=\"connect-other\"")
                    .doesNotContain("id=\"connect-threads-main\"");
        }
    }

    @Test
    void consentThatWaitsForItsConfirmationLetsItsPersonGoOnAndFollowsTheDecision(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = CONSOLE.sign(ConnectLink.newBuilder(
                        unsigned("confirmed", 1, null, Instant.now().plus(Duration.ofDays(1))))
                .setApps(List.of("threads-main", "other"))
                .setConfirmWithinHours(144)
                .build());
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            String state = TestBrowser.state(browser.post(path(link), "app", "threads-main"));
            String outcome = location(browser.get(REDIRECT + "?code=AQB-confirmed&state=" + state));
            String id = outcome.replaceAll("/authorizations/|\\?.*", "");
            Instant until = Instant.now().plus(Duration.ofDays(6));
            topics.write(AuthorizationOutcome.newBuilder(
                            FakeOutcomes.waiting(id, AuthorizationReason.AWAITING_CONFIRMATION, until))
                    .setConnectLink(link.getLinkId())
                    .setDecidedAt(Instant.now())
                    .build());

            await().atMost(LIMIT).until(() -> page(browser.get(outcome)).equals("200 awaiting-confirmation"));
            HttpResponse<String> waiting = browser.get(outcome);
            assertThat(waiting.headers().firstValue("Refresh").orElse("")).startsWith("60; ");
            assertThat(waiting.body())
                    .contains("id=\"connect-other\"", "id=\"return\" href=\"https://agency.example/done\"", "<time ");
            assertThat(TestBrowser.state(browser.post(action(waiting.body()), "app", "other")))
                    .isNotEmpty();

            topics.write(AuthorizationOutcome.newBuilder(FakeOutcomes.connected(id, "Ada"))
                    .setConnectLink(link.getLinkId())
                    .build());
            await().atMost(LIMIT).until(() -> page(browser.get(outcome)).equals("200 connected"));
        }
    }

    @Test
    void consentThatWaitsForDaysIsKnownAfterARestart(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        String waits = "w".repeat(22);
        topics.write(FakeOutcomes.connected("o".repeat(22), "Eve"));
        topics.write(FakeOutcomes.waiting(
                waits, AuthorizationReason.AWAITING_CONFIRMATION, Instant.now().plus(Duration.ofDays(6))));

        MutableClock clock = MutableClock.at(Instant.now().plus(Duration.ofDays(5)));
        try (TestService service = start(kafka, clock).awaitHealthy()) {
            TestBrowser browser = service.browser();
            assertThat(page(browser.get("/authorizations/" + waits))).isEqualTo("200 awaiting-confirmation");
            assertThat(page(browser.get("/authorizations/" + "o".repeat(22))))
                    .as("a result is shown for hours")
                    .isEqualTo("404 not-known");

            topics.write(FakeOutcomes.failed(waits, AuthorizationReason.NOT_CONFIRMED));
            await().atMost(LIMIT)
                    .until(() -> page(browser.get("/authorizations/" + waits)).equals("200 not-confirmed"));
        }
        try (TestService again = start(kafka, clock).awaitHealthy()) {
            assertThat(page(again.browser().get("/authorizations/" + waits))).isEqualTo("200 not-confirmed");
        }
    }

    @Test
    void secondBrowserIsASecondOneAndWhoCancelsHasComeBack(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = link("two-browsers", 1, null);
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser first = service.browser();
            String state = TestBrowser.state(first.post(path(link), "app", "threads-main"));
            service.browser().post(path(link), "app", "threads-main");
            // In the browser to which the provider's app came back there is no cookie of ours.
            service.browser().get(REDIRECT + "?error=access_denied&error_reason=user_denied&state=" + state);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(topics.steps(link))
                    .containsExactlyInAnyOrder(LEFT, LEFT, LinkStepKind.RETURNED));
            assertThat(topics.browsers(link)).hasSize(2);
        }
    }

    @Test
    void pageOfALinkHasItsLanguageAndTheBrandOfItsClient(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = CONSOLE.sign(ConnectLink.newBuilder(
                        unsigned("branded", 1, null, Instant.now().plus(Duration.ofDays(1))))
                .setLanguage("fr")
                .build());
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        topics.write(Topics.CLIENTS.record(
                "7",
                Client.newBuilder()
                        .setClientId("7")
                        .setVersion(new RecordVersion(1L, "made", Instant.now(), "key"))
                        .setCreationId("made")
                        .setCreatedAt(Instant.now())
                        .setName("Bakery, internal name")
                        .setLanguage("ja")
                        .setBrand(new ClientBrand(
                                "Bakery 7", "https://cdn.bakery.example/logo.png", "#8a1f5b", null, null))
                        .build()));
        try (TestService service = start(kafka).awaitHealthy()) {
            HttpResponse<String> page = service.browser().getWithHeader(path(link), "Accept-Language", "de");

            assertThat(page.body())
                    .contains("<html lang=\"fr\">", "Bakery 7 demande", "--button: #8a1f5b")
                    .doesNotContain("internal name");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("; img-src https://cdn.bakery.example;", "form-action 'self' https://threads.com;");
        }
    }

    @Test
    void linkRevokedWhileThePersonIsAtTheProviderBringsNoCode(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = link("revoked-on-the-way", 1, null);
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            String state = TestBrowser.state(browser.post(path(link), "app", "threads-main"));

            ConnectLink revoked = link("revoked-on-the-way", 2, Instant.now());
            topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), revoked));
            await().atMost(LIMIT).until(() -> page(browser.get(path(link))).equals("410 link-revoked"));

            assertThat(page(browser.get(REDIRECT + "?code=AQB-revoked&state=" + state)))
                    .isEqualTo("410 link-revoked");
            assertThat(page(browser.post(path(link), "app", "threads-main"))).isEqualTo("410 link-revoked");
            awaitStepOfAnotherLink(topics, browser);
            assertThat(topics.steps(link)).doesNotContain(LinkStepKind.RETURNED);
            assertThat(topics.codes()).noneMatch(code -> link.getLinkId().equals(code.getConnectLink()));
        }
    }

    @Test
    void singleLinkThatAnotherConsentUsedIsRefusedAlsoOnTheWayBack(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = link("used-on-the-way", 1, null);
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            String state = TestBrowser.state(browser.post(path(link), "app", "threads-main"));

            String key = LinkUses.key(link.getLinkId(), "threads-main");
            topics.write(Topics.CONNECT_LINK_USES.record(
                    key, new LinkUse(key, link.getLinkId(), "threads-main", "another", Instant.now())));
            await().atMost(LIMIT).until(() -> page(browser.get(path(link))).equals("410 link-used"));
            assertThat(page(browser.post(path(link), "app", "threads-main"))).isEqualTo("410 link-used");

            assertThat(page(browser.get(REDIRECT + "?code=AQB-second&state=" + state)))
                    .isEqualTo("410 link-used");
            assertThat(topics.codes()).noneMatch(code -> link.getLinkId().equals(code.getConnectLink()));
        }
    }

    @Test
    void linkThatWasRevokedBeforeTheServiceWasBackIsRefusedFromItsFirstAnswerOn(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        ConnectLink link = link("revoked-meanwhile", 1, null);
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
        String state;
        TestBrowser browser;
        try (TestService before = start(kafka).awaitHealthy()) {
            browser = before.browser();
            state = TestBrowser.state(browser.post(path(link), "app", "threads-main"));
        }
        topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link("revoked-meanwhile", 2, Instant.now())));

        try (TestService back = start(kafka)) {
            TestBrowser same = back.browser().withCookiesOf(browser);
            await().atMost(LIMIT).until(() -> page(same.get(REDIRECT + "?code=AQB-meanwhile&state=" + state)), page -> {
                assertThat(page)
                        .as("nothing but a wait comes before the refusal")
                        .isIn("503 try-again", "410 link-revoked");
                return page.equals("410 link-revoked");
            });
            assertThat(topics.codes()).noneMatch(code -> link.getLinkId().equals(code.getConnectLink()));
        }
    }

    @Test
    void forgedExpiredAndInventedLinksEachHaveTheirPage(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        LinkSignature other = new LinkSignature(LinkKeys.parse(LinkKeys.generate("links-1", new SecureRandom())));
        ConnectLink forged =
                other.sign(unsigned("forged", 1, null, Instant.now().plus(Duration.ofDays(1))));
        ConnectLink expired =
                CONSOLE.sign(unsigned("expired", 1, null, Instant.now().minusSeconds(1)));
        topics.write(Topics.CONNECT_LINKS.record(forged.getLinkId(), forged));
        topics.write(Topics.CONNECT_LINKS.record(expired.getLinkId(), expired));
        try (TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();

            assertThat(page(browser.get(path(forged)))).isEqualTo("404 link-unknown");
            assertThat(page(browser.get(path(expired)))).isEqualTo("410 link-expired");
            assertThat(page(browser.post(path(expired), "app", "threads-main"))).isEqualTo("410 link-expired");
            assertThat(page(browser.get("/c/" + "0".repeat(26)))).isEqualTo("404 link-unknown");
            assertThat(page(browser.get("/c/half-a-link"))).isEqualTo("403 link-refused");
            ConnectLink link = link("other-app", 1, null);
            topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
            await().atMost(LIMIT).until(() -> page(browser.get(path(link))).equals("200 link"));
            assertThat(page(browser.post(path(link), "app", "other"))).isEqualTo("403 link-refused");
            assertThat(page(browser.post(path(link), "app", "nothing"))).isEqualTo("404 app-unknown");
            await().atMost(LIMIT).until(() -> topics.steps(link).equals(List.of(LinkStepKind.OPENED)));
            assertThat(topics.steps(forged)).isEmpty();
            assertThat(topics.steps(expired)).isEmpty();
        }
    }

    /** A step that was written later shows that earlier ones have arrived. */
    private static void awaitStepOfAnotherLink(TestTopics topics, TestBrowser browser) {
        ConnectLink later = link("later", 1, null);
        topics.write(Topics.CONNECT_LINKS.record(later.getLinkId(), later));
        await().atMost(LIMIT).until(() -> page(browser.get(path(later))).equals("200 link"));
        await().atMost(LIMIT).until(() -> topics.steps(later).equals(List.of(LinkStepKind.OPENED)));
    }

    private static String action(String page) {
        return page.replaceAll("(?s).*action=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    }

    private static TestService start(LocalKafka kafka) {
        return start(kafka, InstantSource.system());
    }

    private static TestService start(LocalKafka kafka, InstantSource clock) {
        return TestService.start(
                TestSettings.of(kafka.bootstrapServers()).with("links.keys", LinkKeys.publicPart(KEYS)), clock);
    }

    static String path(ConnectLink link) {
        return "/c/" + token(link.getCreationId()).text();
    }

    private static LinkToken token(String creationId) {
        return CONSOLE.token("links-1", creationId);
    }

    static ConnectLink link(String creationId, long version, @Nullable Instant revokedAt) {
        return CONSOLE.sign(
                unsigned(creationId, version, revokedAt, Instant.now().plus(Duration.ofDays(1))));
    }

    private static ConnectLink unsigned(
            String creationId, long version, @Nullable Instant revokedAt, Instant expiresAt) {
        return ConnectLink.newBuilder()
                .setLinkId(token(creationId).linkId())
                .setVersion(new RecordVersion(version, creationId + version, Instant.now(), "key"))
                .setCreationId(creationId)
                .setCreatedAt(Instant.now())
                .setMadeUnder("links-1")
                .setApps(List.of("threads-main"))
                .setClient("7")
                .setReturnUrl("https://agency.example/done")
                .setExpiresAt(expiresAt)
                .setSingle(true)
                .setRevokedAt(revokedAt)
                .setSignedUnder("")
                .setSignature("")
                .build();
    }
}
