package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A code with the parameters that are presented with it.
 *
 * @param redirectUri the redirect URI for which the code was obtained
 * @param codeVerifier the code verifier (RFC 7636), which proves that the consent was begun here; null if the provider takes no code challenge
 */
public record CodeGrant(
        Secret code, String redirectUri, @Nullable Secret codeVerifier) {

    /** A code of a consent without a verifier. */
    public static CodeGrant of(Secret code, String redirectUri) {
        return new CodeGrant(code, redirectUri, null);
    }
}
