package io.tokenkeep.callback.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A browser, known by the 128 random bits in its cookie. All its tabs share one value, so that two consents at the same
 * time do not break each other.
 */
public record Browser(String secret) {

    private static final int BYTES = 16;

    public static Browser unknown(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Browser(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The hash that {@code state} holds: a person who reads a state cannot make the cookie from it. */
    byte[] hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Browser[hidden]";
    }
}
