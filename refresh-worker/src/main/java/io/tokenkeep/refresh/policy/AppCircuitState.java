package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an app's circuit breaker. Immutable.
 *
 * @param open whether nobody of the app is declared dead
 * @param calmSince since when calls succeed again while it is open; null while they do not, or while it is closed
 * @param trustedSince when it was closed last; a refusal before that time is no evidence; null when it never was open
 */
public record AppCircuitState(
        boolean open, @Nullable Instant calmSince, @Nullable Instant trustedSince) {

    /** Closed, and never opened as far as known. */
    public static final AppCircuitState CLOSED = new AppCircuitState(false, null, null);

    private static final Duration TRICKLE = Duration.ofMinutes(1);
    private static final Duration DOUBLES = Duration.ofMinutes(5);

    /** Whether a refusal of that time says something about an account. */
    public boolean trusts(Instant refusedAt) {
        return !open && (trustedSince == null || !refusedAt.isBefore(trustedSince));
    }

    /**
     * How far apart calls that can wait are to be, given how far apart they are while it is closed. While it is open they
     * are a trickle, whose pace doubles every five minutes once calls succeed again.
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
