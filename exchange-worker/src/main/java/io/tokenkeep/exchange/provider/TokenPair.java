package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What an account has of its provider.
 *
 * @param refreshToken what extends the access token (RFC 6749 1.5); null where the provider gave none
 */
public record TokenPair(Secret accessToken, @Nullable Secret refreshToken) {

    /** An access token that is all there is. */
    public static TokenPair of(Secret accessToken) {
        return new TokenPair(accessToken, null);
    }
}
