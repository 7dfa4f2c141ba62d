package io.tokenkeep.exchange.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account of a token: its id as text, other ids of the same account, and its display name if there is one. */
public record Profile(
        String accountId, List<String> aliases, @Nullable String displayName) {

    public Profile {
        aliases = List.copyOf(aliases);
    }

    /** An account with one id. */
    public Profile(String accountId, @Nullable String displayName) {
        this(accountId, List.of(), displayName);
    }
}
