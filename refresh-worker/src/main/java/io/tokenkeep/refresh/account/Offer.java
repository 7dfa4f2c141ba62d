package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person gives for a Page: the newest token, how their giving ended last, and when the token was first refused. A
 * token by a consent older than that end, or by that very one, is given no more.
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
