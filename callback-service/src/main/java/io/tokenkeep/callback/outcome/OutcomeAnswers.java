package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.page.OutcomeWebPages;
import io.tokenkeep.callback.page.ProviderTexts;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.kit.config.Apps;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answers for an authorization's page. An outcome mostly comes within a second, so the first answer waits for it.
 * A bounded number of requests may wait; the others get the page "working" at once.
 */
public final class OutcomeAnswers {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int LOOKS = 15;
    private static final int MOST_WAITING = 1000;

    private final Vertx vertx;
    private final OutcomeStore outcomes;
    private final Apps apps;
    private final ProvidersByApp providers;
    private final Restart restart;
    private final ConsoleLinks consoleLinks;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public OutcomeAnswers(
            Vertx vertx,
            OutcomeStore outcomes,
            Apps apps,
            ProvidersByApp providers,
            Restart restart,
            ConsoleLinks consoleLinks,
            InstantSource clock) {
        this.vertx = vertx;
        this.outcomes = outcomes;
        this.apps = apps;
        this.providers = providers;
        this.restart = restart;
        this.consoleLinks = consoleLinks;
        this.clock = clock;
    }

    /** A request for an authorization's page. */
    private record Asked(String id, Instant end, @Nullable String pass) {}

    /** The page of an id; {@code until} and {@code pass} are the other parts of its {@link OutcomePath}. */
    public Future<WebPage> page(String id, @Nullable String until, @Nullable String pass) {
        if (!OutcomePath.isId(id)) {
            return Future.succeededFuture(ErrorWebPages.notFound());
        }
        Asked asked = new Asked(id, OutcomePath.until(until), pass);
        boolean worthWaiting = outcomes.find(id).isEmpty() && clock.instant().isBefore(asked.end);
        if (!worthWaiting || waiting.get() >= MOST_WAITING) {
            return Future.succeededFuture(now(asked));
        }
        Promise<WebPage> promise = Promise.promise();
        waiting.incrementAndGet();
        look(asked, LOOKS, promise);
        return promise.future().onComplete(done -> waiting.decrementAndGet());
    }

    private void look(Asked asked, int left, Promise<WebPage> promise) {
        if (left == 0 || outcomes.find(asked.id).isPresent()) {
            promise.complete(now(asked));
        } else {
            vertx.setTimer(LOOK_AGAIN.toMillis(), elapsed -> look(asked, left - 1, promise));
        }
    }

    private WebPage now(Asked asked) {
        Optional<AuthorizationOutcome> outcome = outcomes.find(asked.id);
        if (outcome.isPresent()) {
            return page(outcome.get(), asked.pass);
        }
        boolean over = !clock.instant().isBefore(asked.end);
        WebPage page = outcomes.caughtUp() && over ? OutcomeWebPages.notKnown() : OutcomeWebPages.working();
        return restart.connectLink(asked.id, asked.pass)
                .map(link -> page.forAudience(consoleLinks.audience(link)))
                .orElse(page);
    }

    private WebPage page(AuthorizationOutcome outcome, @Nullable String pass) {
        ProviderTexts provider = apps.find(outcome.getApp())
                .map(providers::texts)
                .orElseGet(() -> ProviderTexts.unknown(outcome.getApp()));
        ConnectRequest request = new ConnectRequest(outcome.getApp(), outcome.getClient());
        WebPage page = OutcomeWebPages.of(
                        outcome,
                        provider,
                        restart.of(request, outcome.getAuthorizationId(), pass, outcome.getDecidedAt()))
                .forAudience(consoleLinks.audience(request, outcome.getConnectLink()));
        return outcome.getState() == AuthorizationState.CONNECTED
                ? consoleLinks
                        .returnUrl(outcome.getConnectLink())
                        .map(url -> OutcomeWebPages.withReturn(page, url))
                        .orElse(page)
                : page;
    }
}
