package io.tokenkeep.exchange.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of a token: its id as text, other ids of the same account, and its display name if there is one.
 *
 * @param username the name that no other account of the provider has at the same time; null if it is not known, or if the
 *     provider has only names that any account may choose
 */
public record Profile(
        String accountId,
        List<String> aliases,
        @Nullable String displayName,
        @Nullable String username) {

    public Profile {
        aliases = List.copyOf(aliases);
    }

    /** An account with one id and without a username. */
    public Profile(String accountId, @Nullable String displayName) {
        this(accountId, List.of(), displayName, null);
    }
}
