package io.tokenkeep.quickstart;

import io.tokenkeep.avro.Token;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what was seen of accounts: each once, however often its token comes. Thread-safe. */
final class Tally {

    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final Set<String> refreshed = ConcurrentHashMap.newKeySet();
    private final Set<String> unusable = ConcurrentHashMap.newKeySet();

    /** The current token of an account, and whether it worked. */
    void add(String account, Token token, boolean works) {
        if (!works) {
            unusable.add(account);
            return;
        }
        unusable.remove(account);
        connected.add(account);
        if (token.getCommandId() != null) {
            refreshed.add(account);
        }
    }

    /** Accounts with a token that worked. */
    int connected() {
        return connected.size();
    }

    /** Accounts with a token that worked and came from a refresh. */
    int refreshed() {
        return refreshed.size();
    }

    /** Accounts with a token that came from a refresh, and whose current one works. */
    int done() {
        return (int) refreshed.stream()
                .filter(account -> !unusable.contains(account))
                .count();
    }

    /** Accounts whose current token does not open or does not work. */
    int unusable() {
        return unusable.size();
    }
}
