package io.tokenkeep.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The id of one consent: a hash of the secret nonce in {@code state} and of the code, 22 characters of base64url. The
 * same redirect gives the same id again, and the id reveals neither nonce nor code.
 */
public final class AuthorizationId {

    private static final int BYTES = 16;
    private static final int LONGEST_NONCE = 255;

    private AuthorizationId() {}

    /** The nonce's length is hashed before it, so that no other pair of nonce and code gives the same input. */
    public static String of(byte[] nonce, String code) {
        if (nonce.length > LONGEST_NONCE) {
            throw new IllegalArgumentException("A nonce has at most " + LONGEST_NONCE + " bytes");
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((byte) nonce.length);
            sha256.update(nonce);
            byte[] hash = sha256.digest(code.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
