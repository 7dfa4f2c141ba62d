package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.page.ErrorPages;
import io.tokenkeep.callback.page.OutcomePages;
import io.tokenkeep.callback.page.Page;
import io.tokenkeep.callback.page.ProviderName;
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
 * Answers for an authorization's page. An outcome mostly comes within a second, so the first answer waits for it a
 * little; a bounded number may wait, the others are told at once that we are at work.
 */
public final class OutcomeAnswers {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int LOOKS = 15;
    private static final int MOST_WAITING = 1000;

    private final Vertx vertx;
    private final OutcomeStore outcomes;
    private final Apps apps;
    private final Restart restart;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public OutcomeAnswers(Vertx vertx, OutcomeStore outcomes, Apps apps, Restart restart, InstantSource clock) {
        this.vertx = vertx;
        this.outcomes = outcomes;
        this.apps = apps;
        this.restart = restart;
        this.clock = clock;
    }

    /** The page of an id; {@code until} is the address' word on how long it may be at work. */
    public Future<Page> page(String id, @Nullable String until) {
        if (!OutcomePath.isId(id)) {
            return Future.succeededFuture(ErrorPages.notFound());
        }
        Instant end = OutcomePath.until(until);
        boolean worthWaiting = outcomes.find(id).isEmpty() && clock.instant().isBefore(end);
        if (!worthWaiting || waiting.get() >= MOST_WAITING) {
            return Future.succeededFuture(now(id, end));
        }
        Promise<Page> promise = Promise.promise();
        waiting.incrementAndGet();
        look(id, end, LOOKS, promise);
        return promise.future().onComplete(done -> waiting.decrementAndGet());
    }

    private void look(String id, Instant end, int left, Promise<Page> promise) {
        if (left == 0 || outcomes.find(id).isPresent()) {
            promise.complete(now(id, end));
        } else {
            vertx.setTimer(LOOK_AGAIN.toMillis(), elapsed -> look(id, end, left - 1, promise));
        }
    }

    private Page now(String id, Instant end) {
        Optional<AuthorizationOutcome> outcome = outcomes.find(id);
        if (outcome.isPresent()) {
            return page(outcome.get());
        }
        boolean over = !clock.instant().isBefore(end);
        return outcomes.caughtUp() && over ? OutcomePages.notKnown() : OutcomePages.working();
    }

    private Page page(AuthorizationOutcome outcome) {
        String provider = apps.find(outcome.getApp())
                .map(app -> ProviderName.of(app.provider()))
                .orElse("the provider");
        ConnectRequest request = new ConnectRequest(outcome.getApp(), outcome.getClient());
        return OutcomePages.of(outcome, provider, restart.of(request, outcome.getDecidedAt()));
    }
}
