package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an account.
 *
 * @param refreshToken the token that extends the access token (RFC 6749 1.5); null if the provider gave none
 */
public record TokenPair(Secret accessToken, @Nullable Secret refreshToken) {

    /** An access token without a refresh token. */
    public static TokenPair of(Secret accessToken) {
        return new TokenPair(accessToken, null);
    }
}
