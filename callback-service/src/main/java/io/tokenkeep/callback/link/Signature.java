package io.tokenkeep.callback.link;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.SealRefusedException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Signs the texts that this service gives out, and checks them when they come back: a JWS (RFC 7515, HS256) under a key derived from the
 * state keys, one for each use. The same claims have the same text at every instance. Thread-safe.
 */
final class Signature {

    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
    private static final int MOST_CHARACTERS = 1024;

    private final KeySet keys;
    private final String label;
    private final JOSEObjectType type;
    private final JWSHeader header;
    private final MACSigner signer;

    Signature(KeySet stateKeys, String label, String type) {
        this.keys = stateKeys;
        this.label = label;
        this.type = new JOSEObjectType(type);
        this.header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(keys.activeKid())
                .type(this.type)
                .build();
        try {
            this.signer = new MACSigner(keys.derive(keys.activeKid(), label));
        } catch (JOSEException | SealRefusedException e) {
            throw new IllegalStateException(
                    "No key to sign with: " + e.getClass().getSimpleName());
        }
    }

    String sign(Map<String, Object> claims) {
        try {
            JWSObject jws = new JWSObject(header, new Payload(new TreeMap<>(claims)));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing failed: " + e.getClass().getSimpleName());
        }
    }

    /** The claims of a text that was signed here for this use; empty for everything else. */
    Optional<Map<String, Object>> claims(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            JWSObject jws = JWSObject.parse(text);
            return authentic(jws) ? Optional.ofNullable(jws.getPayload().toJSONObject()) : Optional.empty();
        } catch (ParseException | JOSEException | SealRefusedException | RuntimeException e) {
            // The text comes from a client, so every exception of the parser refuses it, and its message is dropped.
            return Optional.empty();
        }
    }

    /** This service chooses key and algorithm, never the message. */
    private boolean authentic(JWSObject jws) throws JOSEException, SealRefusedException {
        JWSHeader header = jws.getHeader();
        String kid = header.getKeyID();
        return kid != null
                && HEADERS.equals(header.toJSONObject().keySet())
                && JWSAlgorithm.HS256.equals(header.getAlgorithm())
                && type.equals(header.getType())
                && jws.verify(new MACVerifier(keys.derive(kid, label)));
    }
}
