package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
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
}
