package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived token.
 *
 * @param expiresIn its lifetime from now; null if it never ends
 * @param assumed whether neither the answer nor inspection has a lifetime, so that the documented one is assumed
 * @param dataAccessExpiresAt when the access to data ends; null if the provider did not say
 * @param scopes the granted scopes; empty if the provider did not say
 * @param refreshToken the refresh token for the next refresh; null if the provider gave none
 */
public record LongLived(
        Secret token,
        @Nullable Duration expiresIn,
        boolean assumed,
        @Nullable Instant dataAccessExpiresAt,
        List<String> scopes,
        @Nullable Secret refreshToken) {

    public LongLived {
        scopes = List.copyOf(scopes);
    }

    /** A token that is extended without a refresh token. */
    public LongLived(
            Secret token,
            @Nullable Duration expiresIn,
            boolean assumed,
            @Nullable Instant dataAccessExpiresAt,
            List<String> scopes) {
        this(token, expiresIn, assumed, dataAccessExpiresAt, scopes, null);
    }

    /** A token of which the provider named only the lifetime. */
    public LongLived(Secret token, Duration expiresIn, boolean assumed) {
        this(token, expiresIn, assumed, null, List.of());
    }

    /** The end of a token that was issued at {@code now}; null if it never ends. */
    public @Nullable Instant expiresAt(Instant now) {
        return expiresIn == null ? null : now.plus(expiresIn);
    }
}
