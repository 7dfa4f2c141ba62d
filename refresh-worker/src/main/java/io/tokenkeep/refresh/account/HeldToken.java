package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The token of an account, and the state that follows from it. Immutable.
 *
 * @param current the record with the highest rank that was read or decided
 * @param kept the LIVE token behind a GONE on evidence, which may turn out to work
 */
record HeldToken(Token current, @Nullable Token kept, StatusState state, Warnings warnings) {

    static HeldToken first(Token token) {
        return new HeldToken(token, null, Tokens.stateOf(token), Warnings.NONE);
    }

    /** The same token with a new description. */
    HeldToken described(Token same) {
        return new HeldToken(same, kept, state, warnings);
    }

    HeldToken in(StatusState next) {
        return new HeldToken(current, kept, next, warnings);
    }

    HeldToken warned(Warnings next) {
        return new HeldToken(current, kept, state, next);
    }

    HeldToken keeping(@Nullable Token behind) {
        return new HeldToken(current, behind, state, warnings);
    }

    boolean isLive() {
        return Tokens.isLive(current);
    }

    /** The last token that worked; null if it is no longer held. */
    @Nullable
    Token last() {
        return isLive() ? current : kept;
    }

    /** The token to ask the provider about. */
    Token asked() {
        return kept == null ? current : kept;
    }

    /** The life of the current token; null if there is no live token, or it has no end. */
    @Nullable
    Validity validity() {
        return isLive() ? Tokens.validityOf(current) : null;
    }

    /**
     * The time for which both the token and the access to the person's data hold. A refresh renews the access too, but not for
     * every profile (Threads API, get access tokens), and a token without an end outlives it.
     */
    @Nullable
    Validity access() {
        Validity validity = validity();
        Instant end = isLive() ? current.getDataAccessExpiresAt() : null;
        if (end == null || (validity != null && !end.isBefore(validity.to()))) {
            return validity;
        }
        return new Validity(Tokens.begin(current), end);
    }
}
