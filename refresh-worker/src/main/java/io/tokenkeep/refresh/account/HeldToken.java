package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The token of an account, and what the account is in because of it. Immutable.
 *
 * @param current the record of the highest rank that was read or decided
 * @param kept the LIVE token behind a GONE on evidence, which may turn out to work
 */
record HeldToken(Token current, @Nullable Token kept, StatusState state, Warnings warnings) {

    static HeldToken first(Token token) {
        return new HeldToken(token, null, Tokens.stateOf(token), Warnings.NONE);
    }

    /** The same token, described anew. */
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

    /** The last token that worked; null when nothing of it is left. */
    @Nullable
    Token last() {
        return isLive() ? current : kept;
    }

    /** The token to ask the provider about. */
    Token asked() {
        return kept == null ? current : kept;
    }

    /** The life of the current token; null when it has none or no end. */
    @Nullable
    Validity validity() {
        return isLive() ? Tokens.validityOf(current) : null;
    }

    /**
     * As long as the token and the consent to read data by it both hold. A refresh renews the second, too, but not for
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
