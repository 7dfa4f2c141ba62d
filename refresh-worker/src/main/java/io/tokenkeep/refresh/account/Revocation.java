package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token whose grant is still to be revoked at the provider, and when. The time is null while the command for it is in flight.
 */
record Revocation(Token token, @Nullable Instant at) {

    Revocation at(@Nullable Instant time) {
        return new Revocation(token, time);
    }

    boolean isDue(Instant now) {
        return at != null && !now.isBefore(at);
    }
}
