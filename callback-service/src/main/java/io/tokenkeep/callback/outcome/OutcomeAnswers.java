package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.page.NextApp;
import io.tokenkeep.callback.page.OutcomeWebPages;
import io.tokenkeep.callback.page.ProviderTexts;
import io.tokenkeep.callback.page.StartOver;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    /** refresh-worker names the Pages that a consent took away about a second after its outcome. */
    private static final Duration LOST_PAGES_NAMED = Duration.ofSeconds(4);

    private final Vertx vertx;
    private final OutcomeStore outcomes;
    private final LostPages lostPages;
    private final Apps apps;
    private final ProvidersByApp providers;
    private final Restart restart;
    private final ConsoleLinks consoleLinks;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    /** What is known of consents. */
    public record Results(OutcomeStore outcomes, LostPages lostPages) {}

    public OutcomeAnswers(
            Vertx vertx,
            Results results,
            Apps apps,
            ProvidersByApp providers,
            Restart restart,
            ConsoleLinks consoleLinks,
            InstantSource clock) {
        this.vertx = vertx;
        this.outcomes = results.outcomes();
        this.lostPages = results.lostPages();
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
        StartOver again = startOver(outcome, request, pass);
        boolean connected = outcome.getState() == AuthorizationState.CONNECTED;
        boolean done = connected || OutcomeWebPages.awaitsConfirmation(outcome);
        Optional<NextApp> goOn = done ? next(outcome, pass) : Optional.empty();
        WebPage page = goOn.map(next -> OutcomeWebPages.withNext(outcome, provider, again, next))
                .orElseGet(() -> OutcomeWebPages.of(outcome, provider, again))
                .forAudience(consoleLinks.audience(request, outcome.getConnectLink()));
        if (!done) {
            return page;
        }
        WebPage whole = connected ? withLostPages(outcome, page, again) : page;
        return consoleLinks
                .returnUrl(outcome.getConnectLink())
                .map(url -> OutcomeWebPages.withReturn(whole, url))
                .orElse(whole);
    }

    /** The consent that used a single link may be repeated from its page. */
    private StartOver startOver(AuthorizationOutcome outcome, ConnectRequest request, @Nullable String pass) {
        return consoleLinks.isUsedBy(outcome)
                ? restart.repeating(request, outcome.getAuthorizationId(), pass, outcome.getDecidedAt())
                : restart.of(request, outcome.getAuthorizationId(), pass, outcome.getDecidedAt());
    }

    /** The next app of the link; empty if there is none, or if the address lacks the pass that lets its reader go on. */
    private Optional<NextApp> next(AuthorizationOutcome outcome, @Nullable String pass) {
        return consoleLinks.next(outcome.getConnectLink(), outcome.getApp()).flatMap(way -> {
            ConnectRequest request = new ConnectRequest(way.app(), outcome.getClient());
            StartOver start = restart.of(request, outcome.getAuthorizationId(), pass, outcome.getDecidedAt());
            return Optional.ofNullable(start.connectPath()).map(path -> new NextApp(path, way));
        });
    }

    /**
     * The page with the Pages that the consent took away. Their names come a moment after the outcome, so the browser loads a page
     * that is shown earlier once more.
     */
    private WebPage withLostPages(AuthorizationOutcome outcome, WebPage page, StartOver again) {
        List<LostPage> lost = lostPages.of(outcome.getAuthorizationId());
        if (!lost.isEmpty()) {
            return OutcomeWebPages.withLostPages(page, lost, again);
        }
        boolean hasPages = apps.find(outcome.getApp())
                .filter(app -> app.provider().has(Feature.PAGES))
                .isPresent();
        Duration left = Duration.between(
                clock.instant(), outcomes.readAt(outcome.getAuthorizationId()).plus(LOST_PAGES_NAMED));
        return hasPages && left.compareTo(Duration.ZERO) > 0 ? page.refreshedAfter(left) : page;
    }
}
