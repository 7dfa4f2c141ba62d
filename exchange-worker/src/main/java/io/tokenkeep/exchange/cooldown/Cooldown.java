package io.tokenkeep.exchange.cooldown;

import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Instant;

/** Why an app makes no calls, and when it is tried again. */
public record Cooldown(FailureKind kind, Instant until) {

    /** The reason as {@code app-status} names it. */
    public AppProblem problem() {
        return switch (kind) {
            case RATE_LIMITED -> AppProblem.RATE_LIMITED;
            case APP_BLOCKED -> AppProblem.BLOCKED;
            case HOST_REFUSED -> AppProblem.HOST_REFUSED;
            case SECRET_REFUSED -> AppProblem.SECRET_REFUSED;
            default -> AppProblem.MISCONFIGURED;
        };
    }
}
