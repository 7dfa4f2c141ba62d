package io.tokenkeep.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret part of a connect link's address: 128 bits in 26 letters and digits. Who has it may open the link, so it is on no
 * topic; records have its hash, the linkId. It can be typed from a printed letter: without regard to case, with hyphens, and with
 * the letters o, i and l for the digits that look alike (the alphabet is Crockford's base 32).
 */
public record LinkToken(String text) {

    private static final int BYTES = 16;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int CHARACTERS = 26;
    private static final int BITS = 5;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + CHARACTERS + "}");

    /** {@code bits}: at least 16 random bytes, of which the first 16 count. */
    static LinkToken of(byte[] bits) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < BYTES * Byte.SIZE; first += BITS) {
            int digit = 0;
            for (int bit = first; bit < first + BITS; bit++) {
                digit = (digit << 1) | bit(bits, bit);
            }
            text.append(ALPHABET.charAt(digit));
        }
        return new LinkToken(text.toString());
    }

    private static int bit(byte[] bits, int index) {
        return index < BYTES * Byte.SIZE ? (bits[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE)) & 1 : 0;
    }

    /** Reads what a person may have typed; empty if it is no token. */
    public static Optional<LinkToken> parse(String typed) {
        if (typed.length() > 2 * CHARACTERS) {
            return Optional.empty();
        }
        String text = typed.toLowerCase(Locale.ROOT)
                .replace("-", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
        return FORM.matcher(text).matches() ? Optional.of(new LinkToken(text)) : Optional.empty();
    }

    /** What records have in place of the token: 128 bits of its SHA-256, base64url, 22 characters. */
    public String linkId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("tokenkeep connect link\n" + text).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Hidden, because the token opens the link. */
    @Override
    public String toString() {
        return "LinkToken[hidden]";
    }
}
