package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.lane.RestingApps;
import io.tokenkeep.exchange.lane.Verdict;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways a consent's attempt ends, other than with a token: it waits, telling why and until when, or it has failed. A
 * failure stands only once its outcome and its end of progress are acknowledged. Lives on its lane's event loop.
 */
final class Settling {

    private static final Logger log = LoggerFactory.getLogger(Settling.class);

    private final CodeContext shared;
    private final Consent consent;
    private @Nullable AuthorizationReason told;
    private int failures;

    Settling(CodeContext shared, Consent consent) {
        this.shared = shared;
        this.consent = consent;
    }

    Future<Verdict> again(Duration after) {
        return Future.succeededFuture(new Verdict.Again(after));
    }

    /** Waits with growing pauses until it is over; then the consent has failed for the reason it waited for. */
    Future<Verdict> waits(AuthorizationReason reason, Instant until) {
        if (!shared.clock().instant().isBefore(until)) {
            return failed(reason);
        }
        failures++;
        return waits(reason, until, shared.backoff().after(failures));
    }

    /** Waits for an app that makes no calls at the moment, if it does not. */
    Optional<Future<Verdict>> restIfResting(App app, Instant until) {
        return shared.resting().resting(app.name()).map(rest -> {
            Duration left = Duration.between(shared.clock().instant(), rest.until());
            // All that waited for the app come back spread over a while, not in one moment.
            return waits(
                    reason(rest.reason()), until, left.plus(shared.backoff().after(failures + 1)));
        });
    }

    /** What follows a provider's refusal of any call about this consent. */
    Future<Verdict> refused(App app, Failure failure, Instant until) {
        shared.resting().failed(app.name(), failure.kind());
        return switch (failure.kind()) {
            case TRANSIENT, TOO_MUCH_DATA -> waits(AuthorizationReason.PROVIDER_UNAVAILABLE, until);
            case RATE_LIMITED -> limited(app, failure, until);
            case NOT_SET_UP -> {
                complain(app, failure);
                yield waits(AuthorizationReason.MISCONFIGURED, until);
            }
            case MISCONFIGURED, SECRET_REFUSED -> misconfigured(app, failure, until);
            case CODE_SPENT -> failed(AuthorizationReason.CODE_SPENT);
            case REAUTHORIZE -> failed(AuthorizationReason.REAUTHORIZATION_REQUIRED);
            case USER_ACTION -> failed(AuthorizationReason.USER_ACTION_REQUIRED);
            case PERMISSION_MISSING -> failed(AuthorizationReason.PERMISSION_MISSING);
            case BAD_REQUEST -> failed(AuthorizationReason.BAD_REQUEST);
        };
    }

    /** Tells the outcome, then that nothing is left to do. */
    Future<Verdict> failed(AuthorizationReason reason) {
        shared.metrics().failed(consent.app(), reason);
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("reason", reason)
                .log("authorization failed");
        return settled(CodeRecords.failed(consent, reason, shared.clock().instant()));
    }

    /** Publishes the last word about the consent and closes its progress. */
    Future<Verdict> settled(ProducerRecord<byte[], byte[]> outcome) {
        return shared.publishing()
                .acknowledged(outcome)
                .compose(acknowledged -> shared.publishing().acknowledged(CodeRecords.finished(consent)))
                .map(acknowledged -> {
                    shared.progress()
                            .finished(
                                    consent.partition(),
                                    consent.id(),
                                    shared.clock().instant());
                    return Verdict.DONE;
                });
    }

    /** A call that this consent can do without came to the app's limit: whoever calls next has to wait. */
    void limitedAside(App app, @Nullable Failure failure) {
        if (failure != null && failure.kind() == FailureKind.RATE_LIMITED && failure.bucket() == Bucket.APP) {
            Duration asked = failure.pause();
            restLimited(app, asked == null ? shared.backoff().longest() : asked);
        }
    }

    private void restLimited(App app, Duration pause) {
        shared.resting()
                .rest(
                        app.name(),
                        RestingApps.Reason.RATE_LIMITED,
                        shared.clock().instant().plus(pause));
    }

    private Future<Verdict> limited(App app, Failure failure, Instant until) {
        failures++;
        Duration asked = failure.pause();
        boolean wholeApp = failure.bucket() == Bucket.APP;
        Duration unasked =
                wholeApp ? shared.backoff().longest() : shared.backoff().after(failures);
        Duration pause = asked == null ? unasked : asked;
        if (wholeApp) {
            restLimited(app, pause);
        }
        return waits(AuthorizationReason.RATE_LIMITED, until, pause);
    }

    private Future<Verdict> misconfigured(App app, Failure failure, Instant until) {
        failures++;
        Duration pause = shared.backoff().longest();
        shared.resting()
                .rest(
                        app.name(),
                        RestingApps.Reason.MISCONFIGURED,
                        shared.clock().instant().plus(pause));
        complain(app, failure);
        return waits(AuthorizationReason.MISCONFIGURED, until, pause);
    }

    private static void complain(App app, Failure failure) {
        log.atError()
                .addKeyValue("app", app.name())
                .addKeyValue("errorCode", failure.code())
                .log("the provider refuses this app: check its id, secrets, redirect URI and testers");
    }

    private Future<Verdict> waits(AuthorizationReason reason, Instant until, Duration pause) {
        Instant now = shared.clock().instant();
        Duration left = Duration.between(now, until);
        Duration bounded = left.compareTo(pause) < 0 ? left : pause;
        Verdict again = new Verdict.Again(bounded.isNegative() ? Duration.ZERO : bounded);
        if (reason == told) {
            return Future.succeededFuture(again);
        }
        told = reason;
        shared.metrics().waits(consent.app(), reason);
        return shared.publishing()
                .acknowledged(CodeRecords.waiting(consent, reason, until, now))
                .map(again);
    }

    private static AuthorizationReason reason(RestingApps.Reason reason) {
        return switch (reason) {
            case RATE_LIMITED -> AuthorizationReason.RATE_LIMITED;
            case MISCONFIGURED -> AuthorizationReason.MISCONFIGURED;
        };
    }
}
