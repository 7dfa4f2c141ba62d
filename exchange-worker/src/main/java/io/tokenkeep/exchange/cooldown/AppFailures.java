package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the result of a call does to its app: evidence, cooldown, pause, and the message to the operator. Both
 * lanes report their results here and act on the returned {@link FailureEffect}. Thread-safe.
 */
public final class AppFailures {

    private static final Logger log = LoggerFactory.getLogger(AppFailures.class);

    private final AppCooldowns cooldowns;

    public AppFailures(AppCooldowns cooldowns) {
        this.cooldowns = cooldowns;
    }

    /** A call of the app succeeded. */
    public void succeeded(String app) {
        cooldowns.succeeded(app);
    }

    /** A code of the app was exchanged, so the redirect URI is correct too. */
    public void codeExchanged(String app) {
        cooldowns.codeExchanged(app);
    }

    /** A call of the app failed. */
    public FailureEffect failed(String app, Caller caller, Failure failure) {
        Optional<Cooldown> cooldown = cooldowns.refused(app, caller, failure);
        return switch (failure.kind()) {
            case TRANSIENT, NOT_SENT, TOO_MUCH_DATA, UNREADABLE -> new FailureEffect.Undecided();
            case RATE_LIMITED -> new FailureEffect.RateLimited(cooldowns.limited(app, failure));
            case NOT_SET_UP, MISCONFIGURED, SECRET_REFUSED, APP_BLOCKED, HOST_REFUSED ->
                appRefused(app, failure, cooldown);
            // The refusal is about one code, unless codes of other sources were refused alike.
            case REDIRECT_REFUSED ->
                cooldown.isPresent() ? appRefused(app, failure, cooldown) : new FailureEffect.RequestRefused();
            case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, CODE_SPENT, BAD_REQUEST ->
                new FailureEffect.RequestRefused();
        };
    }

    /** An optional call failed. Only a limit of the app affects other calls. */
    public void optionalCallFailed(String app, Failure failure) {
        if (failure.kind() == FailureKind.RATE_LIMITED && failure.bucket() == Bucket.APP) {
            Optional<Duration> unused = cooldowns.limited(app, failure);
        }
    }

    private static FailureEffect appRefused(String app, Failure failure, Optional<Cooldown> cooldown) {
        log.atError()
                .addKeyValue("app", app)
                .addKeyValue("failure", failure.kind())
                .addKeyValue("errorCode", failure.code())
                .log(AppFailureAdvice.of(failure.kind()));
        return new FailureEffect.AppRefused(cooldown);
    }
}
