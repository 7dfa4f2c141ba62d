package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person gives for a Page: the newest token, the last end of the person's giving, and when the token was first
 * refused. A token whose consent is not younger than that end is no longer given.
 */
record Offer(
        String parent,
        @Nullable Token token,
        @Nullable Instant endedAt,
        @Nullable GoneReason reason,
        @Nullable Instant refusedAt) {

    static Offer none(String parent) {
        return new Offer(parent, null, null, null, null);
    }

    boolean admits(Token given) {
        return endedAt == null || given.getAuthorizedAt().isAfter(endedAt);
    }

    Offer with(Token given) {
        return new Offer(parent, given, endedAt, reason, null);
    }

    Offer withoutToken() {
        return new Offer(parent, null, endedAt, reason, null);
    }

    /** Its token was refused for the first time. */
    Offer refused(Instant at) {
        return new Offer(parent, token, endedAt, reason, at);
    }

    /** A token by a younger consent stays. */
    Offer ended(Instant at, GoneReason why) {
        if (endedAt != null && endedAt.isAfter(at)) {
            return this;
        }
        Token held = token;
        boolean stays = held != null && held.getAuthorizedAt().isAfter(at);
        return new Offer(parent, stays ? held : null, at, why, stays ? refusedAt : null);
    }
}
