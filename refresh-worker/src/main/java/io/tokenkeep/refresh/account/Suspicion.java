package io.tokenkeep.refresh.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why the current token may be dead, while this is not sure. Immutable.
 *
 * @param deauthorizedAt when a deauthorization was read that a verification is to confirm
 * @param proposal the death that waits for the circuit breaker's answer
 */
record Suspicion(@Nullable Instant deauthorizedAt, @Nullable DeathProposal proposal) {

    static final Suspicion NONE = new Suspicion(null, null);

    Suspicion ofDeauthorization(Instant at) {
        return new Suspicion(at, proposal);
    }

    Suspicion proposing(@Nullable DeathProposal next) {
        return new Suspicion(deauthorizedAt, next);
    }
}
