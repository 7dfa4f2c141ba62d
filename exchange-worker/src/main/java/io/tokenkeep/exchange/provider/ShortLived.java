package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a code.
 *
 * @param accountId the account's id as text, with all digits; null if the answer names none
 * @param aliases other ids of the account that the answer names
 * @param expiresIn the token's lifetime; null if the answer does not say
 * @param scopes the granted scopes; empty if the answer does not say
 * @param refreshToken what extends the token (RFC 6749 1.5); null if the answer has none
 */
public record ShortLived(
        Secret token,
        @Nullable String accountId,
        List<String> aliases,
        @Nullable Duration expiresIn,
        List<String> scopes,
        @Nullable Secret refreshToken) {

    public ShortLived {
        aliases = List.copyOf(aliases);
        scopes = List.copyOf(scopes);
    }

    /** An answer without a refresh token. */
    public ShortLived(
            Secret token,
            @Nullable String accountId,
            List<String> aliases,
            @Nullable Duration expiresIn,
            List<String> scopes) {
        this(token, accountId, aliases, expiresIn, scopes, null);
    }

    /** An answer that names neither aliases nor scopes. */
    public ShortLived(Secret token, @Nullable String accountId, @Nullable Duration expiresIn) {
        this(token, accountId, List.of(), expiresIn, List.of());
    }
}
