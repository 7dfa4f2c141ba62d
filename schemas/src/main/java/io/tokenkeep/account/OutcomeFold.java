package io.tokenkeep.account;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import org.jspecify.annotations.Nullable;

/**
 * Folds the outcomes of one consent. Outcomes come at least once and in any order. Success wins over failure, the first final
 * outcome of its kind stays, and among waiting outcomes the latest is shown.
 */
public final class OutcomeFold {

    private OutcomeFold() {}

    /** The outcome to hold after {@code held} was held and {@code next} was read. */
    public static AuthorizationOutcome fold(@Nullable AuthorizationOutcome held, AuthorizationOutcome next) {
        if (held == null) {
            return next;
        }
        int before = weight(held.getState());
        int after = weight(next.getState());
        return after > before || (after == before && !settled(next)) ? next : held;
    }

    /** Whether the outcome is final: connected, failed or undetermined. A final outcome of more weight may still follow. */
    public static boolean settled(AuthorizationOutcome outcome) {
        return weight(outcome.getState()) > 1;
    }

    private static int weight(AuthorizationState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case WAITING -> 1;
            case UNDETERMINED -> 2;
            case FAILED -> 3;
            case CONNECTED -> 4;
        };
    }
}
