package io.tokenkeep.refresh.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the account's client was decided; the client itself stands in the current record. Immutable.
 *
 * @param decidedAt the broker's time of the latest decision of an admin; null if none decided
 * @param claimedFor the client that a later consent named instead; null if there is no conflict
 */
record ClientAssignment(
        @Nullable Instant decidedAt, @Nullable String claimedFor) {

    static final ClientAssignment NONE = new ClientAssignment(null, null);

    ClientAssignment claimedFor(String client) {
        return new ClientAssignment(decidedAt, client);
    }

    static ClientAssignment decided(Instant at) {
        return new ClientAssignment(at, null);
    }
}
