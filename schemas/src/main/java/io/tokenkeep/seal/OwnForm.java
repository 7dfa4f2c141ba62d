package io.tokenkeep.seal;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which this code seals: members in a fixed order, no spaces. A text of this form is opened without a JSON
 * parser, which is most of the cost of a seal. Every other valid seal is opened with Nimbus. Thread-safe.
 */
final class OwnForm {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    /**
     * To look up a cipher costs as much as to use it. Each cipher is initialised again for each text and keeps the last key. A
     * cipher that only seals, or only opens, mostly uses the same key and need not expand it again.
     */
    private static final ThreadLocal<Cipher> SEALING = ThreadLocal.withInitial(OwnForm::newCipher);

    private static final ThreadLocal<Cipher> OPENING = ThreadLocal.withInitial(OwnForm::newCipher);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CLOSING = "\"}";

    private OwnForm() {}

    /** RFC 7516 7.1: header, no encrypted key, nonce, ciphertext, tag; the header is authenticated in its encoded form. */
    static String seal(String kid, SecretKey key, Purpose purpose, String subject, String secret) {
        String header = header(kid, purpose, subject);
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] plain = (opening(purpose, subject) + escaped(secret) + CLOSING).getBytes(StandardCharsets.UTF_8);
        byte[] sealed;
        try {
            sealed = begin(SEALING.get(), Cipher.ENCRYPT_MODE, key, nonce, header)
                    .doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed: " + e.getClass().getSimpleName());
        }
        int tag = sealed.length - TAG_BITS / Byte.SIZE;
        return header + ".." + ENCODER.encodeToString(nonce) + '.'
                + text(Arrays.copyOfRange(sealed, 0, tag)) + '.'
                + text(Arrays.copyOfRange(sealed, tag, sealed.length));
    }

    /** Whether a text has exactly the header that {@link #seal} writes for this key, purpose and subject. */
    static boolean isSealedUnder(String kid, Purpose purpose, String subject, String sealed) {
        String header = header(kid, purpose, subject);
        return sealed.startsWith(header) && sealed.startsWith("..", header.length());
    }

    /**
     * Opens a text for which {@link #isSealedUnder} is true. Null if the plaintext does not have the form of {@link #seal};
     * {@link GeneralSecurityException} if the text does not open.
     */
    static @Nullable String open(SecretKey key, Purpose purpose, String subject, Compact sealed)
            throws GeneralSecurityException {
        Cipher cipher = begin(OPENING.get(), Cipher.DECRYPT_MODE, key, DECODER.decode(sealed.nonce()), sealed.header());
        byte[] text = DECODER.decode(sealed.text());
        byte[] tag = DECODER.decode(sealed.tag());
        byte[] both = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, both, text.length, tag.length);
        String plain = new String(cipher.doFinal(both), StandardCharsets.UTF_8);
        String opening = opening(purpose, subject);
        if (!plain.startsWith(opening)
                || !plain.endsWith(CLOSING)
                || plain.length() < opening.length() + CLOSING.length()) {
            return null;
        }
        String secret = plain.substring(opening.length(), plain.length() - CLOSING.length());
        return isPlain(secret) ? secret : null;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM/NoPadding", e);
        }
    }

    private static Cipher begin(Cipher cipher, int mode, SecretKey key, byte[] nonce, String header)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static String header(String kid, Purpose purpose, String subject) {
        String json = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + kid + "\",\"" + SealFormat.PURPOSE + "\":\""
                + purpose.wireName() + "\",\"" + SealFormat.SUBJECT + "\":\"" + escaped(subject) + "\"}";
        return text(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The part of the plaintext before the secret. */
    private static String opening(Purpose purpose, String subject) {
        return "{\"" + SealFormat.PURPOSE + "\":\"" + purpose.wireName() + "\",\"" + SealFormat.SUBJECT + "\":\""
                + escaped(subject) + "\",\"" + SealFormat.SECRET + "\":\"";
    }

    private static String escaped(String text) {
        if (isPlain(text)) {
            return text;
        }
        String json = JSONObjectUtils.toJSONString(Map.of("", text));
        return json.substring("{\"\":\"".length(), json.length() - "\"}".length());
    }

    /** Whether JSON writes the text without escapes. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
