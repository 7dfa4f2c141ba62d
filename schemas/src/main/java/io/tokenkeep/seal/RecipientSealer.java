package io.tokenkeep.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Seals secrets of one purpose to a recipient's public key, so that the sealer itself cannot open them: compact JWE (RFC 7516) with
 * {@code A256GCM}, and {@code ECDH-ES} or {@code RSA-OAEP-256} by the kind of key (RFC 7518 4.6, 4.3). It costs about a millisecond.
 * Thread-safe.
 */
public final class RecipientSealer {

    private final RecipientKeys keys;
    private final Purpose purpose;

    public RecipientSealer(RecipientKeys keys, Purpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** Seals a secret for a subject. Only the recipient opens it, and only for this purpose and subject. */
    public String seal(String subject, String secret) {
        JWK key = keys.sealing();
        Map<String, Object> plaintext = new LinkedHashMap<>();
        plaintext.put(SealFormat.PURPOSE, purpose.wireName());
        plaintext.put(SealFormat.SUBJECT, subject);
        plaintext.put(SealFormat.SECRET, secret);
        JWEHeader header = new JWEHeader.Builder(algorithm(key), EncryptionMethod.A256GCM)
                .keyID(key.getKeyID())
                .subject(subject)
                .customParam(SealFormat.PURPOSE, purpose.wireName())
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(plaintext));
        try {
            jwe.encrypt(encrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Sealing to key " + key.getKeyID() + " failed: "
                    + e.getClass().getSimpleName());
        }
        return jwe.serialize();
    }

    static JWEAlgorithm algorithm(JWK key) {
        return key instanceof ECKey ? JWEAlgorithm.ECDH_ES : JWEAlgorithm.RSA_OAEP_256;
    }

    private static JWEEncrypter encrypter(JWK key) throws JOSEException {
        return key instanceof ECKey ec ? new ECDHEncrypter(ec.toPublicJWK()) : new RSAEncrypter((RSAKey) key);
    }
}
