package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The known state of an app's circuit breaker. Immutable.
 *
 * @param open whether no account of the app is declared dead
 * @param calmSince while it is open: since when calls succeed again; null if they do not, or while it is closed
 * @param trustedSince when it was closed last; a refusal from before is no evidence; null if it never was open
 */
public record AppCircuitState(
        boolean open, @Nullable Instant calmSince, @Nullable Instant trustedSince) {

    /** Closed, and never opened as far as known. */
    public static final AppCircuitState CLOSED = new AppCircuitState(false, null, null);

    private static final Duration TRICKLE = Duration.ofMinutes(1);
    private static final Duration DOUBLES = Duration.ofMinutes(5);

    /** Whether a refusal of that time is evidence about an account. */
    public boolean trusts(Instant refusedAt) {
        return !open && (trustedSince == null || !refusedAt.isBefore(trustedSince));
    }

    /**
     * The time between two calls that can wait; {@code usual} is that time while the circuit breaker is closed. While it is
     * open, one call is made per minute. Once calls succeed again, the rate doubles every five minutes.
     */
    public Duration apart(Instant now, Duration usual) {
        if (!open) {
            return usual;
        }
        if (calmSince == null) {
            return Lengths.most(TRICKLE, usual);
        }
        double calm = Math.max(0, Duration.between(calmSince, now).toMillis());
        long nanos = (long) (TRICKLE.toNanos() / Math.pow(2, calm / DOUBLES.toMillis()));
        return Lengths.most(Duration.ofNanos(nanos), usual);
    }
}
