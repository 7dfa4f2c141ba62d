package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A code as it is presented.
 *
 * @param redirectUri the one the code was obtained for
 * @param codeVerifier what proves that the consent was begun here (RFC 7636); null where the provider asks for none
 */
public record CodeGrant(
        Secret code, String redirectUri, @Nullable Secret codeVerifier) {

    /** A code of a consent without a verifier. */
    public static CodeGrant of(Secret code, String redirectUri) {
        return new CodeGrant(code, redirectUri, null);
    }
}
