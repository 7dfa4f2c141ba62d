package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.AppFailureAdvice;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.cooldown.Cooldown;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways a consent's attempt ends, other than with a token: it waits, telling why and until when, or it has failed. A
 * failure stands only once its outcome and its end of progress are acknowledged. Lives on its lane's event loop.
 */
final class ConsentResults {

    /** Half a minute of repeats: a refusal without a known reason that lasts longer is none that passes. */
    private static final int MOST_REFUSALS = 8;

    private static final Logger log = LoggerFactory.getLogger(ConsentResults.class);

    private static final int TENTH = 10;
    private static final int LONGEST_PAUSES = 10;
    private static final int MOST_DOUBLINGS = 4;

    private final CodeContext shared;
    private final Consent consent;
    private @Nullable AuthorizationReason told;
    private int failures;
    private int refusalsOfTheApp;
    private boolean lastChanceTaken;
    private int refusals;

    ConsentResults(CodeContext shared, Consent consent) {
        this.shared = shared;
        this.consent = consent;
    }

    Future<JobResult> again(Duration after) {
        return Future.succeededFuture(new JobResult.Again(after));
    }

    /** Waits with growing pauses until it is over; then the consent has failed for the reason it waited for. */
    Future<JobResult> waits(AuthorizationReason reason, Instant until) {
        if (!shared.clock().instant().isBefore(until)) {
            return failed(reason);
        }
        failures++;
        return waits(reason, until, shared.backoff().after(failures));
    }

    /** Makes a call about this consent, or waits while its app is cooling down. */
    Future<JobResult> calling(App app, Instant until, Supplier<Future<JobResult>> call) {
        Caller caller = caller(until);
        return shared.cooldowns()
                .calling(app, caller, () -> made(caller, call), cooldown -> coolingDown(cooldown, until));
    }

    /** Presents the code, or waits while its app is cooling down. */
    Future<JobResult> presenting(App app, Instant until, Supplier<Future<JobResult>> call) {
        Caller caller = caller(until);
        return shared.cooldowns()
                .presenting(app, caller, () -> made(caller, call), cooldown -> coolingDown(cooldown, until));
    }

    /** In the last tenth of its time a code is tried once more, even if its own link was refused before. */
    private Caller caller(Instant until) {
        boolean last = !shared.clock().instant().isBefore(lastTenth(until));
        return consent.caller(last && !lastChanceTaken);
    }

    private Instant lastTenth(Instant until) {
        return until.minus(shared.codeLifetime().dividedBy(TENTH));
    }

    private Future<JobResult> made(Caller caller, Supplier<Future<JobResult>> call) {
        lastChanceTaken |= caller.lastChance();
        return call.get();
    }

    private Future<JobResult> coolingDown(Cooldown cooldown, Instant until) {
        Instant now = shared.clock().instant();
        // All that waited for the app come back spread over a while, not in one moment.
        Duration pause =
                Duration.between(now, cooldown.until()).plus(shared.backoff().after(failures + 1));
        Duration toLastChance = Duration.between(now, lastTenth(until));
        boolean passesIt = !toLastChance.isNegative() && toLastChance.compareTo(pause) < 0;
        AuthorizationReason reason = cooldown.kind() == FailureKind.RATE_LIMITED
                ? AuthorizationReason.RATE_LIMITED
                : AuthorizationReason.MISCONFIGURED;
        return waits(reason, until, passesIt ? toLastChance : pause);
    }

    /** Waits as {@link #waits}, but only a few times, after a refusal that a gateway may have made. */
    Future<JobResult> waitsBriefly(AuthorizationReason reason, Instant until) {
        refusals++;
        return refusals < MOST_REFUSALS ? waits(reason, until) : failed(reason);
    }

    /** What follows a provider's refusal of any call about this consent. */
    Future<JobResult> refused(App app, Failure failure, Instant until) {
        Optional<Cooldown> cooldown = shared.cooldowns().refused(app.name(), caller(until), failure);
        return switch (failure.kind()) {
            case TRANSIENT, TOO_MUCH_DATA, UNREADABLE -> waits(AuthorizationReason.PROVIDER_UNAVAILABLE, until);
            case RATE_LIMITED -> limited(app, failure, until);
            case NOT_SET_UP, MISCONFIGURED, SECRET_REFUSED, APP_BLOCKED, HOST_REFUSED ->
                appRefused(app, failure, cooldown, until);
            case REDIRECT_REFUSED ->
                cooldown.isPresent()
                        ? appRefused(app, failure, cooldown, until)
                        : failed(AuthorizationReason.BAD_REQUEST);
            case CODE_SPENT -> failed(AuthorizationReason.CODE_SPENT);
            case REAUTHORIZE -> failed(AuthorizationReason.REAUTHORIZATION_REQUIRED);
            case USER_ACTION -> failed(AuthorizationReason.USER_ACTION_REQUIRED);
            case PERMISSION_MISSING -> failed(AuthorizationReason.PERMISSION_MISSING);
            case BAD_REQUEST -> failed(AuthorizationReason.BAD_REQUEST);
        };
    }

    /** Tells the outcome, then that nothing is left to do. */
    Future<JobResult> failed(AuthorizationReason reason) {
        return settled(failure(reason));
    }

    /** Its time was over before anybody presented it. */
    Future<JobResult> expired() {
        return settledWithoutProgress(failure(AuthorizationReason.CODE_EXPIRED));
    }

    /** It may have been exchanged by somebody whose trace is no longer remembered: neither a success nor a failure. */
    Future<JobResult> undetermined() {
        shared.metrics().undetermined(consent.app());
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .log("authorization undetermined: its code was read too late");
        return settledWithoutProgress(
                CodeRecords.undetermined(consent, shared.clock().instant()));
    }

    private ProducerRecord<byte[], byte[]> failure(AuthorizationReason reason) {
        shared.metrics().failed(consent.app(), reason);
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("reason", reason)
                .log("authorization failed");
        return CodeRecords.failed(consent, reason, shared.clock().instant());
    }

    /** The end of a code that is too old to be presented is not remembered: a backlog of such codes needs no memory. */
    private Future<JobResult> settledWithoutProgress(ProducerRecord<byte[], byte[]> outcome) {
        boolean canComeAgain =
                shared.progress().concerns(consent.orderedAt(), shared.clock().instant());
        return canComeAgain
                ? settled(outcome)
                : shared.publishing().acknowledged(outcome).map(JobResult.DONE);
    }

    /** Publishes the last word about the consent and closes its progress. */
    Future<JobResult> settled(ProducerRecord<byte[], byte[]> outcome) {
        return shared.publishing()
                .acknowledged(outcome)
                .compose(acknowledged -> shared.publishing().acknowledged(CodeRecords.finished(consent)))
                .map(acknowledged -> {
                    Instant now = shared.clock().instant();
                    // Never before its code, or it would be forgotten while the code can still be presented.
                    Instant finished = now.isBefore(consent.orderedAt()) ? consent.orderedAt() : now;
                    shared.progress().finished(consent.partition(), consent.id(), finished);
                    return JobResult.DONE;
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
        shared.cooldowns().limited(app.name(), shared.clock().instant().plus(pause));
    }

    private Future<JobResult> limited(App app, Failure failure, Instant until) {
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

    /** Only the operator can mend it, so each further refusal doubles the pause: a code is presented a few times in all. */
    private Future<JobResult> appRefused(App app, Failure failure, Optional<Cooldown> cooldown, Instant until) {
        log.atError()
                .addKeyValue("app", app.name())
                .addKeyValue("failure", failure.kind())
                .addKeyValue("errorCode", failure.code())
                .log(AppFailureAdvice.of(failure.kind()));
        Duration longest = shared.backoff().longest().multipliedBy(LONGEST_PAUSES);
        Duration doubled = shared.backoff().longest().multipliedBy(1L << Math.min(refusalsOfTheApp, MOST_DOUBLINGS));
        refusalsOfTheApp++;
        Duration own = doubled.compareTo(longest) < 0 ? doubled : longest;
        Duration apps = cooldown.map(c -> Duration.between(shared.clock().instant(), c.until()))
                .orElse(Duration.ZERO);
        return waits(AuthorizationReason.MISCONFIGURED, until, own.compareTo(apps) < 0 ? apps : own);
    }

    private Future<JobResult> waits(AuthorizationReason reason, Instant until, Duration pause) {
        Instant now = shared.clock().instant();
        Duration left = Duration.between(now, until);
        Duration bounded = left.compareTo(pause) < 0 ? left : pause;
        JobResult again = new JobResult.Again(bounded.isNegative() ? Duration.ZERO : bounded);
        if (reason == told) {
            return Future.succeededFuture(again);
        }
        told = reason;
        shared.metrics().waits(consent.app(), reason);
        return shared.publishing()
                .acknowledged(CodeRecords.waiting(consent, reason, until, now))
                .map(again);
    }
}
