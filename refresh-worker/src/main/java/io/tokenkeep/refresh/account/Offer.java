package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person gives for a Page: the newest token, and how their giving ended last. A token by a consent older than
 * that end, or by that very one, is given no more; only a Page that was missing from a list may come back into it.
 */
record Offer(
        String parent,
        @Nullable Token token,
        @Nullable Instant endedAt,
        @Nullable GoneReason reason) {

    static Offer none(String parent) {
        return new Offer(parent, null, null, null);
    }

    boolean admits(Token given) {
        return endedAt == null || given.getAuthorizedAt().isAfter(endedAt);
    }

    /** A Page that was missing from the person's list stands in it again. */
    Offer listedAgain(Token given) {
        boolean missed = reason == GoneReason.PAGE_LOST
                && endedAt != null
                && !given.getAuthorizedAt().isBefore(endedAt);
        return missed ? new Offer(parent, token, null, null) : this;
    }

    Offer with(Token given) {
        return new Offer(parent, given, endedAt, reason);
    }

    Offer withoutToken() {
        return new Offer(parent, null, endedAt, reason);
    }

    /** A token by a younger consent stays. */
    Offer ended(Instant at, GoneReason why) {
        if (endedAt != null && endedAt.isAfter(at)) {
            return this;
        }
        Token held = token;
        return new Offer(parent, held != null && held.getAuthorizedAt().isAfter(at) ? held : null, at, why);
    }
}
