package io.tokenkeep.refresh.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and places of the account's records. Immutable.
 *
 * @param aliases other keys of the account, to which an alias message was sent
 * @param indexedAt the account's time in the due index
 * @param commands how many commands were sent; names the next one
 * @param events how many events were sent; names the next one
 */
record Bookkeeping(List<String> aliases, @Nullable Instant indexedAt, long commands, long events) {

    static final Bookkeeping NONE = new Bookkeeping(List.of(), null, 0, 0);

    Bookkeeping knownAs(List<String> keys) {
        return new Bookkeeping(keys, indexedAt, commands, events);
    }

    Bookkeeping indexedAt(@Nullable Instant at) {
        return new Bookkeeping(aliases, at, commands, events);
    }

    Bookkeeping oneCommandMore() {
        return new Bookkeeping(aliases, indexedAt, commands + 1, events);
    }

    Bookkeeping oneEventMore() {
        return new Bookkeeping(aliases, indexedAt, commands, events + 1);
    }
}
