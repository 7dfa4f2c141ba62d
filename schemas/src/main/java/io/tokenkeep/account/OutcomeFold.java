package io.tokenkeep.account;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import org.jspecify.annotations.Nullable;

/**
 * What a reader holds of a consent after one more outcome. Outcomes come at least once and in any order: success wins
 * over failure, the first settled outcome of its sort stays, and among waiting ones the latest is told.
 */
public final class OutcomeFold {

    private OutcomeFold() {}

    /** The outcome to hold, having held {@code held} and read {@code next}. */
    public static AuthorizationOutcome fold(@Nullable AuthorizationOutcome held, AuthorizationOutcome next) {
        if (held == null) {
            return next;
        }
        int before = weight(held.getState());
        int after = weight(next.getState());
        return after > before || (after == before && !settled(next)) ? next : held;
    }

    /** Whether nothing but a better-informed answer can still change it: a failure, or a success after one. */
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
