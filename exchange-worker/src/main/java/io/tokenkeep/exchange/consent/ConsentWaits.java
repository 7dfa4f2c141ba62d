package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.cooldown.Cooldown;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides how a consent waits for what can pass: when it is tried again, which reason and end are published, and when
 * its time is over and it fails. Used on its lane's event loop only.
 */
public final class ConsentWaits {

    /** Eight tries take about half a minute. A refusal without a known reason that lasts longer does not pass. */
    private static final int MOST_REFUSALS = 8;

    private static final int TENTH = 10;
    private static final int LONGEST_PAUSES = 10;
    private static final int MOST_DOUBLINGS = 4;

    private final ConsentContext shared;
    private final Consent consent;
    private final ConsentOutcomes outcomes;

    public ConsentWaits(ConsentContext shared, Consent consent, ConsentOutcomes outcomes) {
        this.shared = shared;
        this.consent = consent;
        this.outcomes = outcomes;
    }

    /** Waits with growing pauses until the given time. Then the consent fails for the reason of the wait. */
    public Future<Attempted> waits(ConsentHistory history, AuthorizationReason reason, Instant until) {
        if (!shared.clock().instant().isBefore(until)) {
            return outcomes.failed(reason);
        }
        WaitHistory waits = history.waits().withFailure();
        return pause(history.withWaits(waits), reason, until, shared.backoff().after(waits.failures()));
    }

    /** Waits as {@link #waits} does, but only a few times, after a refusal that a gateway may have made. */
    public Future<Attempted> waitsBriefly(ConsentHistory history, AuthorizationReason reason, Instant until) {
        WaitHistory waits = history.waits().withRequestRefusal();
        return waits.requestRefusals() < MOST_REFUSALS
                ? waits(history.withWaits(waits), reason, until)
                : outcomes.failed(reason);
    }

    /** Makes a call about this consent, or waits while its app is cooling down. */
    public Future<Attempted> calling(
            ConsentHistory history, App app, Instant until, Function<ConsentHistory, Future<Attempted>> call) {
        Caller caller = caller(history.waits(), until);
        return shared.cooldowns()
                .calling(
                        app,
                        caller,
                        () -> call.apply(called(history, caller)),
                        cooldown -> coolingDown(history, cooldown, until));
    }

    /** Presents the code, or waits while its app is cooling down. */
    public Future<Attempted> presenting(
            ConsentHistory history, App app, Instant until, Function<ConsentHistory, Future<Attempted>> call) {
        Caller caller = caller(history.waits(), until);
        return shared.cooldowns()
                .presenting(
                        app,
                        caller,
                        () -> call.apply(called(history, caller)),
                        cooldown -> coolingDown(history, cooldown, until));
    }

    /** Decides what follows after a provider refused any call about this consent. */
    public Future<Attempted> refused(ConsentHistory history, App app, Failure failure, Instant until) {
        return shared.failures()
                .failed(app.name(), consent.caller(false), failure)
                .match(
                        () -> waits(history, AuthorizationReason.PROVIDER_UNAVAILABLE, until),
                        limited -> limited(history, limited.pause(), until),
                        refused -> appRefused(history, refused.cooldown(), until),
                        () -> outcomes.failed(reason(failure.kind())));
    }

    /** In the last tenth of its time a code may be presented once more, even if its link was refused before. */
    private Caller caller(WaitHistory waits, Instant until) {
        boolean last = !shared.clock().instant().isBefore(lastTenth(until));
        return consent.caller(last && !waits.lastAttemptMade());
    }

    private static ConsentHistory called(ConsentHistory history, Caller caller) {
        return history.withWaits(history.waits().withLastAttemptMade(caller.lastAttempt()));
    }

    private Instant lastTenth(Instant until) {
        return until.minus(shared.codeLifetime().dividedBy(TENTH));
    }

    private Future<Attempted> coolingDown(ConsentHistory history, Cooldown cooldown, Instant until) {
        Instant now = shared.clock().instant();
        // A random addition spreads the consents that waited for the app.
        Duration spread = shared.backoff().after(history.waits().failures() + 1);
        Duration pause = Duration.between(now, cooldown.until()).plus(spread);
        Duration toLastAttempt = Duration.between(now, lastTenth(until));
        boolean passesIt = !toLastAttempt.isNegative() && toLastAttempt.compareTo(pause) < 0;
        AuthorizationReason reason = cooldown.kind() == FailureKind.RATE_LIMITED
                ? AuthorizationReason.RATE_LIMITED
                : AuthorizationReason.MISCONFIGURED;
        return pause(history, reason, until, passesIt ? toLastAttempt : pause);
    }

    private Future<Attempted> limited(ConsentHistory history, Optional<Duration> asked, Instant until) {
        WaitHistory waits = history.waits().withFailure();
        Duration pause = asked.orElseGet(() -> shared.backoff().after(waits.failures()));
        return pause(history.withWaits(waits), AuthorizationReason.RATE_LIMITED, until, pause);
    }

    /**
     * Only the operator can repair it. Each further refusal doubles the pause, so a code is presented a few times in
     * all.
     */
    private Future<Attempted> appRefused(ConsentHistory history, Optional<Cooldown> cooldown, Instant until) {
        int before = history.waits().appRefusals();
        Duration longest = shared.backoff().longest().multipliedBy(LONGEST_PAUSES);
        Duration doubled = shared.backoff().longest().multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        Duration own = doubled.compareTo(longest) < 0 ? doubled : longest;
        Duration apps = cooldown.map(c -> Duration.between(shared.clock().instant(), c.until()))
                .orElse(Duration.ZERO);
        return pause(
                history.withWaits(history.waits().withAppRefusal()),
                AuthorizationReason.MISCONFIGURED,
                until,
                own.compareTo(apps) < 0 ? apps : own);
    }

    /** The pause ends with the consent's time. A reason is published once, when the wait for it begins. */
    private Future<Attempted> pause(ConsentHistory history, AuthorizationReason reason, Instant until, Duration pause) {
        Duration left = Duration.between(shared.clock().instant(), until);
        Duration bounded = left.compareTo(pause) < 0 ? left : pause;
        Duration after = bounded.isNegative() ? Duration.ZERO : bounded;
        if (reason == history.waits().published()) {
            return Attempted.again(history, after);
        }
        ConsentHistory next = history.withWaits(history.waits().withPublished(reason));
        return outcomes.waiting(reason, until).compose(acknowledged -> Attempted.again(next, after));
    }

    private static AuthorizationReason reason(FailureKind refusal) {
        return switch (refusal) {
            case CODE_SPENT -> AuthorizationReason.CODE_SPENT;
            case REAUTHORIZE -> AuthorizationReason.REAUTHORIZATION_REQUIRED;
            case USER_ACTION -> AuthorizationReason.USER_ACTION_REQUIRED;
            case PERMISSION_MISSING -> AuthorizationReason.PERMISSION_MISSING;
            case BAD_REQUEST, REDIRECT_REFUSED -> AuthorizationReason.BAD_REQUEST;
            // These kinds refuse no single request.
            case TRANSIENT,
                    NOT_SENT,
                    TOO_MUCH_DATA,
                    UNREADABLE,
                    RATE_LIMITED,
                    NOT_SET_UP,
                    MISCONFIGURED,
                    SECRET_REFUSED,
                    APP_BLOCKED,
                    HOST_REFUSED -> AuthorizationReason.BAD_REQUEST;
        };
    }
}
