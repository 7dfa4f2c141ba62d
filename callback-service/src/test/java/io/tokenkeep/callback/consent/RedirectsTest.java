package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest extends RedirectFixture {

    @Test
    void forgedStateIsRefused() {
        Begun begun = begin("Client");

        WebPage page = page(app, "code=c&state=" + begun.state().replace('a', 'b') + "x", begun);

        assertThat(page.name()).isEqualTo("state-refused");
        assertThat(page.status()).isEqualTo(400);
        assertThat(published).isEmpty();
    }

    @Test
    void stateOfAnotherAppIsRefused() {
        Begun begun = begin("Client");

        assertThat(page(other, "code=c&state=" + begun.state(), begun).name()).isEqualTo("state-refused");
        assertThat(published).isEmpty();
    }

    @Test
    void expiredStateOffersToStartOverWithTheSameClient() {
        Begun begun = begin("Client");
        clock.advance(Duration.ofHours(1));

        WebPage page = page(app, "code=c&state=" + begun.state(), begun);

        assertThat(page.name()).isEqualTo("state-expired");
        assertThat(startedOver(page).client()).isEqualTo("Client");
        assertThat(published).isEmpty();
    }

    @Test
    void stateOfLongAgoIsNoLinkThatNeverExpires() {
        Begun begun = begin("Client");
        clock.advance(Duration.ofHours(26));

        WebPage page = page(app, "code=c&state=" + begun.state(), begun);

        assertThat(page.name()).isEqualTo("state-expired");
        assertThat(Rendered.english(page)).doesNotContain("/connect/");
    }

    @Test
    void otherBrowserIsOfferedToStartOver() {
        Begun begun = begin("Client");
        Browser another = Browser.unknown(new Random(99));

        for (List<Browser> known : List.of(List.<Browser>of(), List.of(another))) {
            WebPage page = shown(redirects.receive(app, "code=c&state=" + begun.state(), known));

            assertThat(page.name()).isEqualTo("browser-unknown");
            assertThat(page.status()).isEqualTo(403);
            assertThat(startedOver(page)).isEqualTo(new ConnectRequest("threads-main", "Client"));
        }
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=c&state=", "error=access_denied&error_reason=user_denied&state=", "code=&state="})
    void stateAloneGivesTheSameLinkOnlyAsLongAsItLives(String query) {
        Begun begun = begin("Client");
        Invitation sent = startedOverWith(page(app, query.replace("code=c", "code=") + begun.state(), begun));
        clock.advance(Duration.ofMinutes(59));

        WebPage inTime = shown(redirects.receive(app, query + begun.state(), List.of()));
        clock.advance(Duration.ofMinutes(1));
        WebPage late = shown(redirects.receive(app, query + begun.state(), List.of()));

        assertThat(startedOverWith(inTime)).isEqualTo(sent);
        assertThat(linkOn(late)).isEmpty();
        assertThat(linkOn(page(app, query + begun.state(), begun))).isPresent();
    }

    @Test
    void cancelWithoutStateIsAttributedToNobody() {
        WebPage page = page(app, "error=acceess_denied&error_reason=user_denied", begin("Client"));

        assertThat(page.name()).isEqualTo("cancelled");
        assertThat(page.status()).isEqualTo(200);
        assertThat(Rendered.english(page)).doesNotContain("/connect/");
    }

    @Test
    void cancelWithForgedOrForeignStateIsAttributedToNobody() {
        Begun begun = begin("Client");
        String cancel = "error=access_denied&error_reason=user_denied&state=";

        assertThat(Rendered.english(page(app, cancel + "forged", begun))).doesNotContain("/connect/");
        assertThat(Rendered.english(page(other, cancel + begun.state(), begun))).doesNotContain("/connect/");
    }

    @Test
    void cancelWithItsStateOffersToStartOver() {
        Begun begun = begin("Client");

        WebPage page = page(app, "error=access_denied&error_reason=user_denied&state=" + begun.state(), begun);

        assertThat(page.name()).isEqualTo("cancelled");
        assertThat(startedOver(page)).isEqualTo(new ConnectRequest("threads-main", "Client"));
        assertThat(published).isEmpty();
    }

    @Test
    void failureAtTheProviderIsNoCancel() {
        WebPage page = page(app, "error_code=1349220&error_message=x", begin("Client"));

        assertThat(page.name()).isEqualTo("declined");
        assertThat(Rendered.english(page)).contains("Threads").doesNotContain("1349220");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error_message=50%&state=",
                "error=access_denied&error_description=100%&state=",
                "error_message=50%&code=c&state=",
                "code=%&state=",
                "code=c&code=d&state="
            })
    void percentSignAloneOrADoubledCodeStillOffersToStartOver(String query) {
        Begun begun = begin("Client");

        WebPage page = page(app, query + begun.state(), begun);

        assertThat(page.name()).isEqualTo(query.startsWith("error") ? "declined" : "malformed");
        assertThat(startedOver(page)).isEqualTo(new ConnectRequest("threads-main", "Client"));
        assertThat(published).isEmpty();
    }

    @Test
    void malformedRedirectWithAForgedStateIsAttributedToNobody() {
        assertThat(Rendered.english(page(app, "code=%&state=forged", begin("Client"))))
                .doesNotContain("/connect/");
    }

    @Test
    void everyReasonNotToPublishHasItsPage() {
        Begun begun = begin("Client");

        assertThat(page(app, null, begun).name()).isEqualTo("malformed");
        assertThat(page(app, "code=&state=" + begun.state(), begun).name()).isEqualTo("malformed");
        assertThat(page(app, "code=c", begun).name()).isEqualTo("state-missing");
        assertThat(page(app, "code=c&code=c&state=" + begun.state(), begun).name())
                .isEqualTo("malformed");
        assertThat(page(app, "code=" + "c".repeat(2049) + "&state=" + begun.state(), begun)
                        .status())
                .isEqualTo(414);
        assertThat(published).isEmpty();
    }

    @Test
    void codeTellsWhichLinkItCameByAlsoWhenThePersonStartedOver() {
        Begun begun = begin("Client");
        receive(begun, "first");
        clock.advance(Duration.ofSeconds(1));
        receive(begin("Client"), "of-another-link");
        WebPage cancelled = page(app, "error=access_denied&error_reason=user_denied&state=" + begun.state(), begun);

        receive(open(linkOn(cancelled).orElseThrow(), List.of()), "started-over");

        assertThat(published).extracting(AuthorizationCode::getLink).doesNotContainNull();
        assertThat(published.get(0).getLink())
                .matches("[A-Za-z0-9_-]{22}")
                .isNotEqualTo(published.get(1).getLink());
        assertThat(published.get(2).getLink()).isEqualTo(published.get(0).getLink());
    }

    @Test
    void codeOfTheStartPageCameByNoLinkAlsoWhenThePersonStartedOver() {
        String path = links.openPath(new ConnectRequest("threads-main", null), Duration.ofHours(1));
        Begun begun = open(path.split("link=", -1)[1], List.of());
        receive(begun, "first");
        WebPage cancelled = page(app, "error=access_denied&error_reason=user_denied&state=" + begun.state(), begun);
        receive(open(linkOn(cancelled).orElseThrow(), List.of()), "started-over");

        assertThat(published).hasSize(2).extracting(AuthorizationCode::getLink).containsOnlyNulls();
    }

    private void receive(Begun begun, String code) {
        path(redirects.receive(app, "code=" + code + "&state=" + begun.state(), List.of(begun.browser())));
    }

    @Test
    void publishedCodeIsSealedForItsAuthorizationAlone() throws Exception {
        Begun begun = begin("Client");

        String path =
                path(redirects.receive(app, "code=the-code%23_&state=" + begun.state(), List.of(begun.browser())));

        AuthorizationCode code = published.get(0);
        String id = code.getAuthorizationId();
        assertThat(path).startsWith("/authorizations/" + id + "?until=").doesNotContain("the-code", begun.state());
        assertThat(new Opener(config.keys().codes(), Purpose.AUTHORIZATION_CODE).open(id, code.getSealedCode()))
                .isEqualTo("the-code");
        assertThat(code.getApp()).isEqualTo("threads-main");
        assertThat(code.getClient()).isEqualTo("Client");
        assertThat(code.getRedirectUri()).isEqualTo("http://localhost:8080/callback/threads");
        assertThat(code.getRequestedScopes()).containsExactly("threads_basic", "threads_content_publish");
        assertThat(code.getReceivedAt()).isEqualTo(clock.instant());
        assertThat(code.toString()).doesNotContain("the-code");
    }
}
