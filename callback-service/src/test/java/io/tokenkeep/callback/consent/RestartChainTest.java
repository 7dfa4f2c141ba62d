package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.link.LinkCheck;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.outcome.LostPages;
import io.tokenkeep.callback.outcome.OutcomeAnswers;
import io.tokenkeep.callback.page.WebPage;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each link to start over yields a state, and each state a link; the first link's end is the end of them all. */
class RestartChainTest extends RedirectFixture {

    /** Of the link in the fixture. */
    private static final Duration VALID = Duration.ofHours(1);

    private static final Duration GRACE = Duration.ofHours(2);

    private final Vertx vertx = Vertx.vertx();
    private final OutcomeAnswers answers = new OutcomeAnswers(
            vertx,
            new OutcomeAnswers.Results(outcomes, new LostPages(Duration.ofHours(2), clock)),
            config.apps(),
            CallbackProviders.DEFAULT,
            restart,
            consoleLinks,
            clock);
    private int codes;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void expiredStatesDoNotRenewTheLink() {
        assertThat(lastLink(Duration.ofMinutes(61), begun -> page(app, "code=c&state=" + begun.state(), begun)))
                .isBeforeOrEqualTo(first().plus(GRACE));
    }

    @Test
    void cancellingDoesNotRenewTheLink() {
        String cancel = "error=access_denied&error_reason=user_denied&state=";

        assertThat(lastLink(Duration.ofMinutes(20), begun -> page(app, cancel + begun.state(), begun)))
                .isBeforeOrEqualTo(first().plus(GRACE));
    }

    @Test
    void anotherBrowserDoesNotRenewTheLink() {
        assertThat(lastLink(
                        Duration.ofMinutes(20),
                        begun -> shown(redirects.receive(app, "code=c&state=" + begun.state(), List.of()))))
                .isBeforeOrEqualTo(first().plus(GRACE));
    }

    @Test
    void failedConsentsDoNotRenewTheLink() {
        assertThat(lastLink(Duration.ofMinutes(20), this::failed)).isBeforeOrEqualTo(first().plus(GRACE));
    }

    @Test
    void failedConsentIsStartedOverFromItsOwnAddressAlone() {
        URI path = failedPath(begin("Client"));
        String id = path.getPath().replaceAll(".*/", "");

        assertThat(linkOn(answered(id, path))).isPresent();
        assertThat(linkOn(answers.page(id, null, null).result())).isEmpty();
        assertThat(linkOn(answers.page(id, null, parameter(failedPath(begin("Other")), "again"))
                        .result()))
                .isEmpty();
    }

    private Instant first() {
        return Instant.parse("2026-11-23T08:00:00Z").plus(VALID);
    }

    /** Starts over as long as a page offers it, and tells when the last link that was offered is over. */
    private Instant lastLink(Duration step, Function<Begun, WebPage> back) {
        Begun begun = begin("Client");
        Instant last = clock.instant();
        int links = 0;
        while (true) {
            clock.advance(step);
            Optional<String> link = linkOn(back.apply(begun));
            if (link.isEmpty()) {
                assertThat(links).as("links to start over").isPositive();
                return last;
            }
            links++;
            assertThat(links).as("links to start over").isLessThan(100);
            begun = open(link.get(), List.of(begun.browser()));
            last = endOf(link.get());
        }
    }

    /** By moving the clock to and fro: what counts is when it serves no more. */
    private Instant endOf(String link) {
        Instant now = clock.instant();
        while (links.check("threads-main", link) instanceof LinkCheck.Valid) {
            clock.advance(Duration.ofMinutes(1));
        }
        Instant end = clock.instant();
        clock.set(now);
        return end;
    }

    private WebPage failed(Begun begun) {
        URI path = failedPath(begun);
        return answered(path.getPath().replaceAll(".*/", ""), path);
    }

    private WebPage answered(String id, URI path) {
        return answers.page(id, parameter(path, "until"), parameter(path, "again"))
                .result();
    }

    /** A made-up code comes back, and the exchange finds that it is none. */
    private URI failedPath(Begun begun) {
        String query = "code=c" + codes++ + "&state=" + begun.state();
        URI path = URI.create(path(redirects.receive(app, query, List.of(begun.browser()))));
        String id = published.get(published.size() - 1).getAuthorizationId();
        FakeOutcomes.add(outcomes, FakeOutcomes.failed(id, AuthorizationReason.CODE_SPENT));
        return path;
    }

    private static String parameter(URI path, String name) {
        return path.getQuery().replaceAll("(?:.*&)?" + name + "=([^&]*).*", "$1");
    }
}
