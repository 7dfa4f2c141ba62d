package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedRedirectsTest extends RedirectFixture {

    @Test
    void silentKafkaIsReportedAndTheSameRedirectMayBeTriedAgain() {
        Begun begun = begin("Client");
        String query = "code=c&state=" + begun.state();
        kafka = Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT));

        WebPage page = page(app, query, begun);
        kafka = Future.succeededFuture();
        String path = path(redirects.receive(app, query, List.of(begun.browser())));

        assertThat(page.status()).isEqualTo(503);
        assertThat(Rendered.english(page)).doesNotContain(begun.state());
        assertThat(path).startsWith("/authorizations/");
        assertThat(count("silent")).isEqualTo(1);
        assertThat(count("published")).isEqualTo(1);
    }

    @Test
    void sameRedirectLeadsToTheSamePageAtAnyTime() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state();

        String first = path(redirects.receive(app, query, List.of(begun.browser())));
        clock.advance(Duration.ofMinutes(50));
        String second = path(redirects.receive(app, query, List.of(begun.browser())));

        assertThat(second).isEqualTo(first);
        assertThat(published.get(0).getAuthorizationId())
                .isEqualTo(published.get(1).getAuthorizationId());
    }

    @Test
    void codeWithAnOutcomeIsNotPublishedAgain() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state();
        redirects.receive(app, query, List.of(begun.browser()));
        AuthorizationOutcome outcome = FakeOutcomes.connected(published.get(0).getAuthorizationId(), "Ada");
        FakeOutcomes.add(outcomes, outcome);

        String path = path(redirects.receive(app, query, List.of(begun.browser())));

        assertThat(path).contains(outcome.getAuthorizationId());
        assertThat(published).hasSize(1);
        assertThat(count("repeated")).isEqualTo(1);
    }

    @Test
    void otherCodeUnderTheSameStateIsAnotherAuthorization() {
        Begun begun = begin(null);

        redirects.receive(app, "code=c&state=" + begun.state(), List.of(begun.browser()));
        redirects.receive(app, "code=d&state=" + begun.state(), List.of(begun.browser()));

        assertThat(published).extracting(AuthorizationCode::getAuthorizationId).doesNotHaveDuplicates();
    }

    @Test
    void secondTabOfABrowserDoesNotBreakTheFirst() {
        Begun first = begin("One");
        Begun second = begin("Two", List.of(first.browser()));

        path(redirects.receive(app, "code=c&state=" + second.state(), List.of(second.browser())));
        path(redirects.receive(app, "code=d&state=" + first.state(), List.of(second.browser())));

        assertThat(second.browser()).isEqualTo(first.browser());
        assertThat(published).extracting(AuthorizationCode::getClient).containsExactly("Two", "One");
    }

    @Test
    void redirectWithAnOutcomeLeadsToItsPageAfterTheHourOfItsState() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state();
        String first = path(redirects.receive(app, query, List.of(begun.browser())));
        FakeOutcomes.add(outcomes, FakeOutcomes.connected(published.get(0).getAuthorizationId(), "Ada"));
        clock.advance(Duration.ofMinutes(90));

        assertThat(path(redirects.receive(app, query, List.of(begun.browser()))))
                .isEqualTo(first);
        assertThat(published).hasSize(1);
    }

    @Test
    void outcomeIsNotShownToAnotherBrowser() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state();
        redirects.receive(app, query, List.of(begun.browser()));
        FakeOutcomes.add(outcomes, FakeOutcomes.connected(published.get(0).getAuthorizationId(), "Ada"));

        WebPage early = shown(redirects.receive(app, query, List.of()));
        clock.advance(Duration.ofMinutes(90));
        WebPage late = shown(redirects.receive(app, query, List.of()));

        assertThat(early.name()).isEqualTo("browser-unknown");
        assertThat(late.name()).isEqualTo("state-expired");
    }

    @Test
    void pageThatCannotKnowDoesNotSayThatNothingWasConnected() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state();
        redirects.receive(app, query, List.of(begun.browser()));

        WebPage unknown = shown(redirects.receive(app, query, List.of()));
        clock.advance(Duration.ofHours(2));
        WebPage late = page(app, query, begun);

        assertThat(Rendered.english(unknown)).contains("browser-unknown").doesNotContain("othing was connected");
        assertThat(Rendered.english(late)).contains("state-expired").doesNotContain("othing was connected");
    }

    @Test
    void codesMadeUpUnderOneStateAreBounded() {
        Begun begun = begin("Client");
        for (int i = 0; i < 5; i++) {
            path(redirects.receive(app, "code=c" + i + "&state=" + begun.state(), List.of(begun.browser())));
        }

        WebPage page = page(app, "code=another&state=" + begun.state(), begun);

        assertThat(page.name()).isEqualTo("too-many-codes");
        assertThat(page.status()).isEqualTo(429);
        assertThat(startedOver(page).client()).isEqualTo("Client");
        assertThat(published).hasSize(5);
        assertThat(count("too-many-codes")).isEqualTo(1);
    }

    @Test
    void boundOnCodesLetsTheSameCodeBeTriedAgainAndOtherStatesPass() {
        Begun begun = begin("Client");
        kafka = Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT));
        for (int i = 0; i < 6; i++) {
            assertThat(page(app, "code=c&state=" + begun.state(), begun).status())
                    .isEqualTo(503);
        }
        kafka = Future.succeededFuture();
        for (int i = 0; i < 5; i++) {
            redirects.receive(app, "code=c" + i + "&state=" + begun.state(), List.of(begun.browser()));
        }
        Begun second = begin("Client", List.of(begun.browser()));

        assertThat(path(redirects.receive(app, "code=c&state=" + begun.state(), List.of(begun.browser()))))
                .startsWith("/authorizations/");
        assertThat(path(redirects.receive(app, "code=d&state=" + second.state(), List.of(begun.browser()))))
                .startsWith("/authorizations/");
    }
}
