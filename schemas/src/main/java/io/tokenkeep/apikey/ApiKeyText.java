package io.tokenkeep.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its user holds it: {@code tokenkeep_<id>_<secret>}. The secret is 256 random bits in base64url. A stolen table of
 * hashes is of no use, because so many bits cannot be guessed; a slow hash would only slow down each request.
 */
public record ApiKeyText(String id, String secret) {

    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("tokenkeep_([A-Za-z0-9_-]{1,32})_([A-Za-z0-9_-]{43})");

    /** A new key. {@code random} must be cryptographically strong. */
    public static ApiKeyText generate(String id, RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new ApiKeyText(id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty if the text has not the form of a key. */
    public static Optional<ApiKeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiKeyText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** SHA-256 of the secret, in hexadecimal: what is stored. */
    public String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Compares in constant time. */
    public boolean hasHash(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The whole key, to be shown once. */
    public String reveal() {
        return "tokenkeep_" + id + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiKeyText[" + id + "]";
    }
}
