package io.tokenkeep.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a {@link Sealer} of the same purpose sealed. Key and algorithm come from the own key set by {@code kid},
 * never from the message. Thread-safe.
 */
public final class Opener {

    private final KeySet keys;
    private final Purpose purpose;

    public Opener(KeySet keys, Purpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /**
     * The secret in a sealed text.
     *
     * @throws UnknownKeyException when its key is not in the set: worth another try during a rotation
     * @throws SealRefusedException when it was changed, moved from another subject or purpose, or sealed otherwise
     */
    public String open(String subject, String sealed) throws SealRefusedException {
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
            throw doesNotOpen(kid);
        }
    }

    /** Whatever spelling and order of members other software uses. */
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
            throw doesNotOpen(kid);
        }
        if (plaintext == null || !(plaintext.get(SealFormat.SECRET) instanceof String secret)) {
            throw new SealRefusedException("what is inside is not the expected object");
        }
        SealFormat.check(plaintext.get(SealFormat.PURPOSE), plaintext.get(SealFormat.SUBJECT), purpose, subject);
        return secret;
    }

    private static SealRefusedException doesNotOpen(String kid) {
        return new SealRefusedException("it does not open under key " + kid + ": changed, or another key of that name");
    }

    private DirectDecrypter decrypter(String kid) throws SealRefusedException {
        try {
            return new DirectDecrypter(keys.opening(kid));
        } catch (JOSEException e) {
            throw new IllegalStateException("A 256-bit key was accepted before", e);
        }
    }
}
