package io.tokenkeep.account;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values of a {@link Token}, beyond its schema. A reader should put an invalid record aside: a sequence of -1 loses
 * every comparison of ranks, and an {@code orderedAt} of next year wins every one.
 */
public final class TokenCheck {

    /** The largest size of an encoded record, in bytes. */
    public static final int MOST_BYTES = 128 << 10;

    /** The largest number of Pages that a consent can be meant for. */
    public static final int MOST_EXPECTED_PAGES = 20;

    static final int MOST_SCOPES = 200;
    static final int MOST_MISSING_PAGES = 50;

    /** Clocks differ, and so do the brokers' of two partitions. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final int MOST_LINKED = 200;
    static final int MOST_ALIASES = 20;
    private static final int LONGEST_CLIENT = 64;

    private TokenCheck() {}

    /** The problem of a token in a record that the broker accepted at {@code readAt}; null for a valid token. */
    public static @Nullable String problem(Token token, Instant readAt) {
        Sense sense = new Sense(readAt)
                .key(token.getApp() + ':' + token.getAccountId(), "the token's account")
                .ids(token.getAliases(), MOST_ALIASES, "aliases")
                .when(isTooLong(token.getClient()), "client is too long")
                .text(token.getProvider(), "provider")
                .text(token.getDisplayName(), "displayName")
                .id(token.getAuthorizationId(), "authorizationId")
                .id(token.getCommandId(), "commandId")
                .key(token.getParentAccount(), "parentAccount")
                .sequence(token.getSequence());
        return lists(times(state(sense, token), token), token).problem();
    }

    /** The time from which the token's rank is no longer in the future; null if it is not in the future at {@code readAt}. */
    public static @Nullable Instant notBefore(Token token, Instant readAt) {
        Instant orderedAt = token.getOrderedAt();
        return orderedAt.isAfter(readAt.plus(CLOCKS_DIFFER)) ? orderedAt : null;
    }

    private static Sense state(Sense sense, Token token) {
        String sealed = token.getSealedToken();
        boolean hasToken = sealed != null && !sealed.isBlank();
        boolean endless = token.getLifetime() == Lifetime.NON_EXPIRING;
        return sense.when(token.getState() == TokenState.UNKNOWN, "the token's state is not known to this version")
                .when(token.getState() == TokenState.LIVE && !hasToken, "a LIVE token has no sealedToken")
                .when(token.getState() == TokenState.LIVE && token.getGoneReason() != null, "a LIVE token is gone")
                .when(token.getState() == TokenState.GONE && sealed != null, "a GONE token has a sealedToken")
                .when(token.getState() == TokenState.GONE && token.getGoneReason() == null, "GONE without a reason")
                .when(endless && token.getExpiresAt() != null, "a NON_EXPIRING token has an end");
    }

    private static Sense times(Sense sense, Token token) {
        return sense.time(token.getAuthorizedAt(), "authorizedAt")
                .time(token.getOrderedAt(), "orderedAt")
                .time(token.getIssuedAt(), "issuedAt")
                .end(token.getExpiresAt(), "expiresAt")
                .end(token.getRefreshableAt(), "refreshableAt")
                .end(token.getDataAccessExpiresAt(), "dataAccessExpiresAt");
    }

    private static Sense lists(Sense sense, Token token) {
        List<String> linked = token.getLinkedAccounts().stream()
                .map(LinkedAccount::getAccountId)
                .toList();
        return missingPages(sense, token.getMissingPages())
                .ids(token.getScopes(), MOST_SCOPES, "scopes")
                .ids(token.getMissingScopes(), MOST_SCOPES, "missingScopes")
                .ids(token.getTasks(), MOST_SCOPES, "tasks")
                .ids(linked, MOST_LINKED, "linkedAccounts")
                .ids(token.getExpectedPages(), MOST_EXPECTED_PAGES, "expectedPages")
                .when(token.getLinkedAccountsTotal() < 0, "linkedAccountsTotal is no count");
    }

    static Sense missingPages(Sense sense, List<MissingPage> pages) {
        return sense.keys(pages.stream().map(MissingPage::getAccount).toList(), MOST_MISSING_PAGES, "missingPages");
    }

    private static boolean isTooLong(@Nullable String client) {
        return client != null && client.getBytes(StandardCharsets.UTF_8).length > LONGEST_CLIENT;
    }
}
