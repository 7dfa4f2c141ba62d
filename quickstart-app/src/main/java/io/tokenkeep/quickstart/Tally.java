package io.tokenkeep.quickstart;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts accounts, each once, however often its token is read. Counts persons and Pages apart. Thread-safe. */
final class Tally {

    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final Set<String> refreshed = ConcurrentHashMap.newKeySet();
    private final Set<String> unusable = ConcurrentHashMap.newKeySet();
    private final Set<String> pages = ConcurrentHashMap.newKeySet();
    private final Set<String> verified = ConcurrentHashMap.newKeySet();

    /** Records the current token of an account, and whether it worked. */
    void add(String account, Token token, boolean works) {
        if (token.getKind() == TokenKind.USER) {
            token.getLinkedAccounts().forEach(page -> pages.add(token.getApp() + ":" + page.getAccountId()));
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

    /** Records that a verification by the service found the account's token working. */
    void verified(String account) {
        verified.add(account);
    }

    /** Persons' accounts with a token that worked. */
    int connected() {
        return (int)
                connected.stream().filter(account -> !pages.contains(account)).count();
    }

    /** Persons' accounts with a token that worked and came from a refresh. */
    int refreshed() {
        return (int)
                refreshed.stream().filter(account -> !pages.contains(account)).count();
    }

    /** Persons' accounts with a token that came from a refresh, and whose current one works. */
    int done() {
        return (int) refreshed.stream()
                .filter(account -> !pages.contains(account))
                .filter(account -> !unusable.contains(account))
                .count();
    }

    /** Pages that a person's token names. */
    int pages() {
        return pages.size();
    }

    /** Pages whose token works, for this reader and for the service's own verification. */
    int verifiedPages() {
        return (int) pages.stream()
                .filter(page -> connected.contains(page) && verified.contains(page) && !unusable.contains(page))
                .count();
    }

    /** Accounts whose current token does not open or does not work. */
    int unusable() {
        return unusable.size();
    }
}
