package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of pages over HTTP. No broker answers, and none is needed. */
@TestInstance(Lifecycle.PER_CLASS)
class LanguagesTest {

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

    @Test
    void browserDecidesAndTheAnswerSaysWhichLanguageItHas() {
        HttpResponse<String> german = service.browser().getWithHeader("/nowhere", "Accept-Language", "de-AT,en;q=0.5");

        assertThat(german.body()).contains("<html lang=\"de\">", "Seite nicht gefunden");
        assertThat(german.headers().firstValue("Content-Language")).contains("de");
        assertThat(german.headers().firstValue("Vary")).contains("Accept-Language, Cookie");
        assertThat(service.browser().get("/nowhere").body()).contains("<html lang=\"en\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/",
                "/connect/threads-main?link=forged",
                "/authorizations/xxxxxxxxxxxxxxxxxxxxxx?until=1",
                "/deletion/0123456789abcdef0123456789abcdef",
                "/c/half-a-link",
                "/paste/threads-main",
                REDIRECT + "?error=access_denied&error_reason=user_denied",
                REDIRECT + "?code=AQB-secret&state=forged"
            })
    void choiceIsRememberedAndEveryPageIsLoadedAgain(String path) {
        TestBrowser browser = service.browser();
        HttpResponse<String> before = browser.get(path);

        HttpResponse<String> chosen = browser.post(path, "language", "pt-BR");

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(location(chosen)).isEqualTo(path);
        assertThat(chosen.headers().allValues("Set-Cookie"))
                .containsExactly("tokenkeep_language=pt-BR; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
        HttpResponse<String> after = browser.getWithHeader(path, "Accept-Language", "ja");
        assertThat(page(after)).isEqualTo(page(before));
        assertThat(after.body()).contains("<html lang=\"pt-BR\">").doesNotContain("AQB-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xx", "de; Domain=example.com", "DE"})
    void languageThatThereIsNotIsNoChoice(String language) {
        HttpResponse<String> answer = service.browser().post("/nowhere", "language", language);

        assertThat(page(answer)).isEqualTo("400 bad-request");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenkeep_language=xx", "tokenkeep_language=", "tokenkeep_language=\"de\"; x", "; =;;"})
    void cookieThatNamesNoLanguageIsIgnored(String cookie) {
        HttpResponse<String> answer = service.browser().getWithHeader("/nowhere", "Cookie", cookie);

        assertThat(page(answer)).isEqualTo("404 not-found");
    }

    @Test
    void addressThatABrowserMightReadAsAnotherHostsIsNotRedirectedTo() {
        HttpResponse<String> answer = service.browser().post("//elsewhere.example/x", "language", "de");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void pageWhoseAddressCannotBeLoadedAgainOffersNoChoice() {
        assertThat(service.browser()
                        .get(REDIRECT + "?code=" + "c".repeat(20_000))
                        .body())
                .contains("data-page=\"too-long\"")
                .doesNotContain("id=\"languages\"");
        assertThat(service.browser().get("/nowhere").body()).contains("id=\"languages\"");
    }

    @Test
    void headHasTheHeadersOfTheLanguage() {
        assertThat(service.browser().method("HEAD", "/").headers().firstValue("Content-Language"))
                .contains("en");
    }
}
