package io.tokenkeep.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens texts that a {@link Sealer} of the same purpose sealed. Key and algorithm come from this process's own key set by
 * {@code kid}, never from the message. Thread-safe.
 */
public final class Opener {

    private final KeySet keys;
    private final Purpose purpose;
    private final Consumer<WrongKeyException> wrongKey;

    public Opener(KeySet keys, Purpose purpose) {
        this(keys, purpose, e -> {});
    }

    /** @param wrongKey called before {@link #open} throws, for each text that another key set would open */
    public Opener(KeySet keys, Purpose purpose, Consumer<WrongKeyException> wrongKey) {
        this.keys = keys;
        this.purpose = purpose;
        this.wrongKey = wrongKey;
    }

    /**
     * The secret in a sealed text.
     *
     * @throws UnknownKeyException if its key is not in the set: try again later, as during a rotation
     * @throws WrongKeyException if its key is retired here, or does not open it: a key set must be mended
     * @throws SealRefusedException if it belongs to another subject or purpose, or is no seal of this form
     */
    public String open(String subject, String sealed) throws SealRefusedException {
        try {
            return opened(subject, sealed);
        } catch (WrongKeyException e) {
            wrongKey.accept(e);
            throw e;
        }
    }

    private String opened(String subject, String sealed) throws SealRefusedException {
        for (String kid : keys.openingKids()) {
            if (OwnForm.isSealedUnder(kid, purpose, subject, sealed)) {
                String secret = openOwn(kid, subject, sealed);
                return secret == null ? openAny(subject, sealed) : secret;
            }
        }
        return openAny(subject, sealed);
    }

    private @Nullable String openOwn(String kid, String subject, String sealed) throws SealRefusedException {
        Compact compact = Compact.parse(sealed);
        try {
            return OwnForm.open(keys.opening(kid), purpose, subject, compact);
        } catch (GeneralSecurityException e) {
            throw WrongKeyException.otherBytes(kid);
        }
    }

    /** Opens a seal of other software, in any order of members and any form of JSON. */
    private String openAny(String subject, String sealed) throws SealRefusedException {
        String kid = SealFormat.kidOf(SealFormat.parseHeader(sealed), purpose, subject);
        Compact unused = Compact.parse(sealed);
        DirectDecrypter decrypter = decrypter(kid);
        Map<String, Object> plaintext;
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(decrypter);
            plaintext = jwe.getPayload().toJSONObject();
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw WrongKeyException.otherBytes(kid);
        }
        if (plaintext == null || !(plaintext.get(SealFormat.SECRET) instanceof String secret)) {
            throw new SealRefusedException("what is inside is not the expected object");
        }
        SealFormat.check(plaintext.get(SealFormat.PURPOSE), plaintext.get(SealFormat.SUBJECT), purpose, subject);
        return secret;
    }

    private DirectDecrypter decrypter(String kid) throws SealRefusedException {
        try {
            return new DirectDecrypter(keys.opening(kid));
        } catch (JOSEException e) {
            throw new IllegalStateException("A 256-bit key was accepted before", e);
        }
    }
}
