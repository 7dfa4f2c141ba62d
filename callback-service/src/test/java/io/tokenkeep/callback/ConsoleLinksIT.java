package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.link.LinkToken;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class ConsoleLinksIT {

    static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());
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
                    .contains("id=\"in-app\"", "<code>http://localhost:8080" + path(link) + "</code>");

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
            assertThat(browser.get(outcome).body()).contains("id=\"return\" href=\"https://agency.example/done\"");
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
        }
    }

    private static TestService start(LocalKafka kafka) {
        return TestService.start(
                TestSettings.of(kafka.bootstrapServers()).with("links.keys", LinkKeys.publicPart(KEYS)));
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
