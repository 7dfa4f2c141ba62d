package io.tokenkeep.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a {@link RecipientSealer} of the same purpose sealed. Key and algorithm come from this process's own key set by {@code
 * kid}, never from the message. Thread-safe.
 */
public final class RecipientOpener {

    /** {@code epk} (RFC 7518 4.6.1.1) is half of the key agreement; it chooses no key. */
    private static final Set<String> ALLOWED =
            Set.of("alg", "enc", "kid", "epk", SealFormat.PURPOSE, SealFormat.SUBJECT);

    private final RecipientKeys keys;
    private final Purpose purpose;

    public RecipientOpener(RecipientKeys keys, Purpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** The secret in a sealed text; {@link UnknownKeyException} if its key is not here. */
    public String open(String subject, String sealed) throws SealRefusedException {
        JWEHeader header = SealFormat.parseHeader(sealed);
        if (!ALLOWED.containsAll(header.toJSONObject().keySet())) {
            throw new SealRefusedException("its header has parameters that are not allowed here");
        }
        SealFormat.check(header.getCustomParam(SealFormat.PURPOSE), header.getSubject(), purpose, subject);
        String kid = header.getKeyID();
        if (kid == null || !KeySet.isKid(kid)) {
            throw new SealRefusedException("its header names no key");
        }
        JWK key = keys.opening(kid).orElseThrow(() -> new UnknownKeyException(kid));
        if (!RecipientSealer.algorithm(key).equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())) {
            throw new SealRefusedException("it is not sealed with the algorithm of its key and A256GCM");
        }
        Map<String, Object> plaintext = plaintext(sealed, key);
        if (plaintext == null || !(plaintext.get(SealFormat.SECRET) instanceof String secret)) {
            throw new SealRefusedException("what is inside is not the expected object");
        }
        SealFormat.check(plaintext.get(SealFormat.PURPOSE), plaintext.get(SealFormat.SUBJECT), purpose, subject);
        return secret;
    }

    private static @Nullable Map<String, Object> plaintext(String sealed, JWK key) throws SealRefusedException {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(decrypter(key));
            return jwe.getPayload().toJSONObject();
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw WrongKeyException.otherBytes(key.getKeyID());
        }
    }

    private static JWEDecrypter decrypter(JWK key) throws JOSEException {
        return key instanceof ECKey ec ? new ECDHDecrypter(ec) : new RSADecrypter((RSAKey) key);
    }
}
