package io.tokenkeep.refresh.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Evenly spread numbers and names that are pure functions of a text (SHA-256), so the same input gives the same decision.
 * Thread-safe.
 */
public final class StableHash {

    private static final int NAME_BYTES = 16;

    private StableHash() {}

    /** A number that is evenly spread over [0, 1). */
    public static double of(String text) {
        long bits = ByteBuffer.wrap(sha256(text)).getLong() >>> 11;
        return bits * 0x1.0p-53;
    }

    /** 128 bits in 22 characters that fit an identifier. */
    public static String name(String text) {
        byte[] start =
                ByteBuffer.allocate(NAME_BYTES).put(sha256(text), 0, NAME_BYTES).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(start);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
