package io.tokenkeep.callback.link;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.SealRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs short texts for this service alone: key, text, and 128 bits of HMAC-SHA256 (RFC 2104) over the text and a subject
 * outside of the text, under a key derived from the state keys, one for each use. It is shorter and cheaper than a JWS, because
 * every redirect carries such signatures. The same text has the same signature at every instance. Thread-safe.
 */
public final class ShortSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** A kid has no tilde, and neither addresses nor cookies need an escape for one (RFC 3986 2.3, RFC 6265 4.1.1). */
    private static final char SEPARATOR = '~';

    /** Texts signed here are shorter; invented texts need not be. */
    private static final int LONGEST = 120;

    private final KeySet keys;
    private final String label;
    private final ThreadLocal<Mac> signing;

    /** {@code label} names the use; no other use has the same label. */
    public ShortSignature(KeySet stateKeys, String label) {
        this.keys = stateKeys;
        this.label = label;
        SecretKey key;
        try {
            key = keys.derive(keys.activeKid(), label);
        } catch (SealRefusedException e) {
            throw new IllegalStateException("The active key is no key that opens", e);
        }
        this.signing = ThreadLocal.withInitial(() -> mac(key));
    }

    /** The signed text; it has only letters, digits and {@code _ ~ -}. */
    public String sign(String subject, String text) {
        return keys.activeKid() + SEPARATOR + text + SEPARATOR + tag(signing.get(), subject, text);
    }

    /** The text that was signed for this subject; empty for everything else. */
    public Optional<String> read(String subject, String signed) {
        int kidEnd = signed.indexOf(SEPARATOR);
        int textEnd = signed.lastIndexOf(SEPARATOR);
        if (kidEnd < 0 || kidEnd == textEnd || signed.length() > LONGEST) {
            return Optional.empty();
        }
        String kid = signed.substring(0, kidEnd);
        String text = signed.substring(kidEnd + 1, textEnd);
        try {
            Mac mac = kid.equals(keys.activeKid()) ? signing.get() : mac(keys.derive(kid, label));
            return same(tag(mac, subject, text), signed.substring(textEnd + 1)) ? Optional.of(text) : Optional.empty();
        } catch (SealRefusedException e) {
            return Optional.empty();
        }
    }

    private static String tag(Mac mac, String subject, String text) {
        byte[] all = mac.doFinal((subject + SEPARATOR + text).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
    }

    /** Compares in constant time. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
