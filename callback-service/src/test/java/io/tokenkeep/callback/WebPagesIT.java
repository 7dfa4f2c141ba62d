package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class WebPagesIT {

    private static final String CANCEL = "?error=acceess_denied&error_reason=user_denied";

    private TestService service;
    private TestService bare;
    private TestTopics topics;

    @BeforeAll
    void start(LocalKafka kafka) {
        service = TestService.start(TestSettings.of(kafka.bootstrapServers())
                        .with("start.page.enabled", "true")
                        .with("paste.enabled", "true"))
                .awaitHealthy();
        bare = TestService.start(TestSettings.of(kafka.bootstrapServers())
                        .with("public.url", "https://connect.example")
                        .with("apps.other.redirect.uri", "https://connect.example/callback/other/")
                        .with("apps.threads-main.authorize.url", "https://threads.example/oauth/authorize?theme=dark"))
                .awaitHealthy();
        topics = new TestTopics(kafka);
    }

    @AfterAll
    void stop() {
        service.close();
        bare.close();
    }

    @Test
    void everyRefusalHasItsPageAndStatus() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Client"));
        String valid = "&state=" + state;

        assertThat(List.of(
                        page(browser.get("/nowhere")),
                        page(browser.get("/connect/threads-main")),
                        page(browser.get("/connect/threads-main?link=forged")),
                        page(browser.get(service.link(null).replace("threads-main", "other"))),
                        page(browser.get("/connect/nosuchapp?link=x")),
                        page(browser.get("/connect/%3Cscript%3E?link=x")),
                        page(browser.get(REDIRECT)),
                        page(browser.get(REDIRECT + "?code=%23_" + valid)),
                        page(browser.get(REDIRECT + "?code=c")),
                        page(browser.get(REDIRECT + "?code=c&code=c" + valid)),
                        page(browser.get(REDIRECT + "?code=c&state=s&state=s")),
                        page(browser.get(REDIRECT + "?code=c&state=forged")),
                        page(browser.get("/callback/other?code=c" + valid)),
                        page(browser.get(REDIRECT + "?code=" + "c".repeat(2049) + valid)),
                        page(browser.get(REDIRECT + "?code=" + "c".repeat(20_000) + valid)),
                        page(browser.getWithHeader("/", "X-Large", "x".repeat(20_000))),
                        page(browser.get(REDIRECT + CANCEL)),
                        page(browser.get(REDIRECT + CANCEL.replace("acceess", "access") + valid)),
                        page(browser.get(REDIRECT + "?error_code=1349220&error_message=Feature")),
                        page(browser.method("POST", REDIRECT + "?code=c" + valid)),
                        page(browser.method("PUT", "/connect/threads-main")),
                        page(browser.get("/authorizations/short")),
                        page(browser.get("/authorizations/" + "x".repeat(22)))))
                .containsExactly(
                        "404 not-found",
                        "403 link-refused",
                        "403 link-refused",
                        "403 link-refused",
                        "404 app-unknown",
                        "404 app-unknown",
                        "400 malformed",
                        "400 malformed",
                        "400 state-missing",
                        "400 malformed",
                        "400 malformed",
                        "400 state-refused",
                        "400 state-refused",
                        "414 too-long",
                        "414 too-long",
                        "431 headers-too-large",
                        "200 cancelled",
                        "200 cancelled",
                        "200 declined",
                        "405 method-not-allowed",
                        "405 method-not-allowed",
                        "404 not-found",
                        "404 not-known");
        browser.forgetCookies();
        assertThat(page(browser.get(REDIRECT + "?code=c" + valid))).isEqualTo("403 browser-unknown");
    }

    @Test
    void badlyEncodedAddressesGetAPage() {
        TestBrowser browser = service.browser();

        assertThat(List.of(
                        browser.statusOfRaw(REDIRECT + "?code=%zz&state=s"),
                        browser.statusOfRaw(REDIRECT + "?code=%"),
                        browser.statusOfRaw("/connect/threads-main?link=%zz"),
                        browser.statusOfRaw("/connect/threads-main?link=%"),
                        browser.statusOfRaw("/connect/%zz?link=x"),
                        browser.statusOfRaw("/authorizations/" + "x".repeat(22) + "?until=%zz"),
                        browser.statusOfRaw("/\"<script>"),
                        browser.statusOfRaw("nonsense")))
                .containsExactly(
                        "400 malformed",
                        "400 malformed",
                        "400 bad-request",
                        "400 bad-request",
                        "400 bad-request",
                        "400 bad-request",
                        "404 not-found",
                        "404 not-found");
    }

    @Test
    void redirectUriWithATrailingSlashIsServed() {
        assertThat(page(bare.browser().get("/callback/other/?code=c&state=forged")))
                .isEqualTo("400 state-refused");
    }

    @Test
    void expiredLinkIsGone() {
        String link = service.running().links().path(new ConnectRequest("threads-main", null), Duration.ofSeconds(-1));

        assertThat(page(service.browser().get(link))).isEqualTo("410 link-expired");
    }

    @Test
    void lostCookieIsMendedByOneTap() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Client"));
        browser.forgetCookies();

        HttpResponse<String> refused = browser.get(REDIRECT + "?code=c1&state=" + state);
        String again = refused.body().replaceAll("(?s).*id=\"start-over\" href=\"([^\"]+)\".*", "$1");
        String fresh = browser.begin(again);

        assertThat(browser.get(REDIRECT + "?code=c2&state=" + fresh).statusCode())
                .isEqualTo(303);
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link(null));

        for (HttpResponse<String> response : List.of(
                browser.get("/"),
                browser.get(service.link(null)),
                browser.get("/nowhere"),
                browser.get(REDIRECT + "?code=" + "c".repeat(20_000)),
                browser.get(REDIRECT + "?code=headers&state=" + state),
                browser.get(REDIRECT + CANCEL),
                browser.get("/paste/threads-main"),
                browser.method("DELETE", "/"))) {
            assertThat(response.headers().map()).containsKeys("content-security-policy", "x-content-type-options");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("frame-ancestors 'none'", "base-uri 'none'");
        }
    }

    @Test
    void connectGoesToTheProviderWithAllItAsksFor() {
        HttpResponse<String> response = bare.browser().get(bare.link("Client"));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(location(response))
                .startsWith("https://threads.example/oauth/authorize?theme=dark&client_id=1234567890&")
                .contains("&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcallback%2Fthreads&")
                .contains("&response_type=code&scope=threads_basic%2Cthreads_content_publish&state=");
        assertThat(response.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-tokenkeep_browser=")
                .contains("; Path=/;", "; HttpOnly; SameSite=Lax; Secure")
                .doesNotContain("Domain");
    }

    @Test
    void cookieIsReusedByTheNextStartAndNotSecureOverHttp() {
        TestBrowser browser = service.browser();
        assertThat(service.browser().get(service.link("Zero")).headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).contains("; Path=/connect;"))
                .anySatisfy(cookie -> assertThat(cookie).contains("; Path=/callback/threads;"));

        String first = browser.get(service.link("One"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        String second = browser.get(service.link("Two"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();

        assertThat(second).isEqualTo(first).doesNotContain("Secure");
    }

    @Test
    void acceptedRedirectLeadsToAPageWithoutItsCodeAndAgainToTheSame() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Client 7"));
        String redirect = REDIRECT + "?code=AQB-once%23_&state=" + state;

        HttpResponse<String> first = browser.get(redirect);
        HttpResponse<String> second = browser.get(redirect);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(location(first)).startsWith("/authorizations/").doesNotContain("AQB-once", state);
        assertThat(location(second)).isEqualTo(location(first));
        HttpResponse<String> followed = browser.get(location(first));
        assertThat(page(followed)).isEqualTo("200 working");
        assertThat(followed.headers().firstValue("Refresh")).contains("2; url=" + location(first));
        assertThat(topics.codes().stream().filter(code -> "Client 7".equals(code.getClient())))
                .hasSize(1);
    }

    @Test
    void anotherInstanceTakesTheRedirect() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Travelling"));
        String cookie = browser.get(service.link("Travelling"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String redirect = REDIRECT + "?code=AQB-travels&state=" + state;

        String here = location(browser.get(redirect));
        String there = location(bare.browser().getWithHeader(redirect, "Cookie", "__Host-" + cookie));

        assertThat(there).isEqualTo(here);
        assertThat(topics.codes().stream()
                        .filter(code -> "Travelling".equals(code.getClient()))
                        .map(code -> code.getAuthorizationId())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void pastedAddressIsReadLikeARedirect() {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Pasting"));
        String address = "http://localhost:8080" + REDIRECT + "?code=AQB-pasted&state=" + state + "#_";

        assertThat(page(browser.get("/paste/threads-main"))).isEqualTo("200 paste");
        assertThat(page(browser.post("/paste/threads-main", "address", "https://elsewhere.example/?code=c")))
                .isEqualTo("400 paste");
        assertThat(page(browser.post("/paste/threads-main", "nothing", "x"))).isEqualTo("400 paste");
        assertThat(page(service.browser().post("/paste/threads-main", "address", address)))
                .isEqualTo("403 browser-unknown");
        HttpResponse<String> taken = browser.post("/paste/threads-main", "address", address);
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(location(taken)).startsWith("/authorizations/");
        assertThat(location(browser.get(REDIRECT + "?code=AQB-pasted&state=" + state)))
                .isEqualTo(location(taken));
    }

    @Test
    void startPageLetsAPersonConnect() {
        TestBrowser browser = service.browser();

        HttpResponse<String> start = browser.get("/");
        String connect = start.body().replaceAll("(?s).*id=\"connect-threads-main\" href=\"([^\"]+)\".*", "$1");

        assertThat(page(start)).isEqualTo("200 start");
        assertThat(start.body()).contains("/paste/threads-main").contains("id=\"connect-other\"");
        assertThat(browser.begin(connect)).isNotEmpty();
    }

    @Test
    void startAndPastePagesAreOffUnlessWanted() {
        TestBrowser browser = bare.browser();

        assertThat(page(browser.get("/"))).isEqualTo("404 not-found");
        assertThat(page(browser.get("/paste/threads-main"))).isEqualTo("404 not-found");
        assertThat(page(browser.post("/paste/threads-main", "address", "x"))).isEqualTo("404 not-found");
    }
}
