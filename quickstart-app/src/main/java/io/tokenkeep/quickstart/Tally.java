package io.tokenkeep.quickstart;

import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the accounts whose people consented in this run, and not those a kept directory has from before. Thread-safe. */
final class Tally {

    private final Instant since;
    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final Set<String> refreshed = ConcurrentHashMap.newKeySet();
    private final Set<String> unusable = ConcurrentHashMap.newKeySet();

    Tally(Instant since) {
        // As coarse as the tokens' times.
        this.since = since.truncatedTo(ChronoUnit.MILLIS);
    }

    boolean concerns(Token token) {
        return !token.getAuthorizedAt().isBefore(since);
    }

    /** The current token of an account, and whether it worked. */
    void add(String account, Token token, boolean works) {
        if (!concerns(token)) {
            return;
        }
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

    /** Accounts whose current token does not open or does not work. */
    int unusable() {
        return unusable.size();
    }
}
