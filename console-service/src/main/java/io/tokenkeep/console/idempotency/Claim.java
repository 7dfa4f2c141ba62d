package io.tokenkeep.console.idempotency;

import io.tokenkeep.account.ShortHash;
import java.time.Instant;

/**
 * The right to make what one request asks for. Every instance that repeats the request has the same claim, so all of them make
 * the same things.
 *
 * @param id random
 * @param at when the request came first
 */
public record Claim(String id, Instant at) {

    /** The id of one of the things that the request makes; {@code what} tells them apart. 22 letters, digits, {@code _} or {@code -}. */
    public String idOf(String what) {
        return ShortHash.of(id, what);
    }
}
