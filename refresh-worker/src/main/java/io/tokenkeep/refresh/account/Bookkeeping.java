package io.tokenkeep.refresh.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and places of the account's records. Immutable.
 *
 * @param aliases other keys of the account, to which an alias message was sent
 * @param indexedAt the account's time in the due index
 * @param commands how many commands were sent; names the next one
 * @param events how many events were sent; names the next one
 * @param answered the last {@value #MOST_ANSWERED} account commands that were answered, the oldest first
 * @param imported how the account began; null if it did not begin with an imported token
 */
record Bookkeeping(
        List<String> aliases,
        @Nullable Instant indexedAt,
        long commands,
        long events,
        List<String> answered,
        @Nullable ImportOrigin imported) {

    static final Bookkeeping NONE = new Bookkeeping(List.of(), null, 0, 0, List.of(), null);

    private static final int MOST_ANSWERED = 4;

    Bookkeeping {
        answered = List.copyOf(answered);
    }

    Bookkeeping knownAs(List<String> keys) {
        return new Bookkeeping(keys, indexedAt, commands, events, answered, imported);
    }

    Bookkeeping indexedAt(@Nullable Instant at) {
        return new Bookkeeping(aliases, at, commands, events, answered, imported);
    }

    Bookkeeping oneCommandMore() {
        return new Bookkeeping(aliases, indexedAt, commands + 1, events, answered, imported);
    }

    Bookkeeping oneEventMore() {
        return new Bookkeeping(aliases, indexedAt, commands, events + 1, answered, imported);
    }

    Bookkeeping answered(String request) {
        List<String> all = new ArrayList<>(answered);
        all.add(request);
        List<String> last = all.subList(Math.max(0, all.size() - MOST_ANSWERED), all.size());
        return new Bookkeeping(aliases, indexedAt, commands, events, last, imported);
    }

    Bookkeeping importedBy(ImportOrigin origin) {
        return new Bookkeeping(aliases, indexedAt, commands, events, answered, origin);
    }

    /** Whether this account command was answered, as far as is remembered. The import that began the account is never forgotten. */
    boolean hasAnswered(String request) {
        return answered.contains(request)
                || (imported != null && imported.request().equals(request));
    }
}
