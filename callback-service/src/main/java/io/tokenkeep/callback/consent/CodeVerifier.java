package io.tokenkeep.callback.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The proof that a code belongs to a consent that was begun here (RFC 7636). It follows from the state's nonce, which is sealed
 * while it is away: so there is nothing to keep between the two requests, and nobody else can make it. Pure.
 */
final class CodeVerifier {

    private static final byte[] PURPOSE = "code-verifier\n".getBytes(US_ASCII);

    private CodeVerifier() {}

    /** 43 characters, as RFC 7636 4.1 recommends. */
    static String of(State state) {
        MessageDigest sha256 = sha256();
        sha256.update(PURPOSE);
        return encoded(sha256.digest(state.nonce()));
    }

    /** The challenge of the method S256 (RFC 7636 4.2). */
    static String challenge(State state) {
        return encoded(sha256().digest(of(state).getBytes(US_ASCII)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
