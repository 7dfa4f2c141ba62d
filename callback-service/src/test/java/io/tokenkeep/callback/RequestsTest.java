package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of methods, lengths and forms. No broker answers, and none is needed. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestsTest {

    private TestService service;

    @BeforeAll
    void start() {
        service = TestService.start(TestSettings.minimal()
                .with("public.port", "0")
                .with("start.page.enabled", "true")
                .with("paste.enabled", "true"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            HEAD   | /callback/threads?code=c&state=s | GET
            POST   | /callback/threads?code=c&state=s | GET
            PUT    | /connect/threads-main?link=x     | GET, HEAD, POST
            POST   | /                                | GET, HEAD
            DELETE | /authorizations/xxxxxxxxxxxxxxxxxxxxxx | GET, HEAD
            PUT    | /paste/threads-main              | GET, HEAD, POST
            """)
    void methodAPathDoesNotHaveIsReportedWhichItHas(String method, String path, String allowed) {
        HttpResponse<String> response = service.browser().method(method, path);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("Allow")).containsExactly(allowed);
    }

    @Test
    void healthNamesTheAppMetaCannotCallIfOthersCanBeCalled() {
        assertThat(service.check("meta-calls").isOk()).isTrue();

        try (TestService gap = TestService.start(TestSettings.minimal()
                .with("public.port", "0")
                .with("apps.threads-main.client.secrets", "the-secret"))) {
            assertThat(gap.check("meta-calls").failure()).endsWith("client.secrets in callback-service: other");
        }
    }

    @Test
    void startPageOfAnAppWithPagesAsksToKeepThemSelected() {
        try (TestService withPages = TestService.start(TestSettings.minimal()
                .with("public.port", "0")
                .with("apps.other.provider", "facebook")
                .with("start.page.enabled", "true"))) {
            assertThat(withPages.browser().get("/").body())
                    .contains("id=\"keep-pages-other\"", "leave them selected at Facebook")
                    .doesNotContain("id=\"keep-pages-threads-main\"");
        }
        assertThat(service.browser().get("/").body()).doesNotContain("keep-pages");
    }

    @Test
    void headIsAnsweredLikeGetWithoutABody() {
        TestBrowser browser = service.browser();

        for (String path : List.of(
                "/",
                "/paste/threads-main",
                "/authorizations/" + "x".repeat(22),
                "/nowhere",
                "/connect/threads-main?link=forged",
                "/connect/nosuchapp?link=x")) {
            HttpResponse<String> head = browser.method("HEAD", path);
            assertThat(head.statusCode()).as(path).isEqualTo(browser.get(path).statusCode());
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).as(path).contains("text/html; charset=utf-8");
        }
        HttpResponse<String> begun = browser.method("HEAD", service.link("Client"));
        assertThat(begun.statusCode()).isEqualTo(302);
        assertThat(location(begun)).contains("&state=");
    }

    @ParameterizedTest
    @CsvSource({
        "error_message=50%&state=, 200 declined",
        "error=access_denied&error_reason=user_denied&error_description=100%&state=, 200 cancelled",
        "code=%&state=, 400 malformed",
        "code=%&error=x&state=, 200 declined",
        "x=%&error=x&state=, 200 declined"
    })
    void percentSignAloneInARedirectStillGetsThePageWithAWayBack(String query, String expected) {
        TestBrowser browser = service.browser();
        String state = browser.begin(service.link("Client"));

        // Sent as it stands, which a well-behaved client would not do.
        assertThat(browser.statusOfRaw(REDIRECT + "?" + query + state)).isEqualTo(expected);
        assertThat(browser.raw(REDIRECT + "?" + query + state)).contains("id=\"start-over\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_200, 9_000, 10_240, 16_000})
    void pastedAddressThatIsTooLongIsReportedSo(int length) {
        TestBrowser browser = service.browser();
        String begin = "http://localhost:8080" + REDIRECT + "?code=";
        String address = begin + "c".repeat(length - begin.length());

        assertThat(page(browser.post("/paste/threads-main", "address", address)))
                .isEqualTo("414 too-long");
        assertThat(page(browser.postChunked("/paste/threads-main", "address", address)))
                .isEqualTo("414 too-long");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 50_000, 300_000})
    void formThatIsTooLargeIsReportedSoWhetherOrNotItSaysItsLength(int length) {
        TestBrowser browser = service.browser();

        assertThat(page(browser.post("/paste/threads-main", "address", "x".repeat(length))))
                .isEqualTo("413 body-too-large");
        assertThat(page(browser.postChunked("/paste/threads-main", "address", "x".repeat(length))))
                .isEqualTo("413 body-too-large");
    }
}
