package io.tokenkeep.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of somebody to whom secrets are sealed: a JWK Set (RFC 7517) of EC keys on P-256 or RSA keys of at least 2048 bits. Who has
 * the public parts can seal and cannot open. The first key seals; each key with a private part opens. Immutable, thread-safe, never
 * prints a key.
 */
public final class RecipientKeys {

    private static final int LEAST_RSA_BITS = 2048;

    private final Map<String, JWK> keys = new LinkedHashMap<>();

    private RecipientKeys() {}

    /** Reads a JWK Set; the message of an {@link IllegalArgumentException} names the problem and quotes no key. */
    public static RecipientKeys parse(String jwkSet) {
        RecipientKeys read = new RecipientKeys();
        for (JWK jwk : jwks(jwkSet)) {
            String kid = jwk.getKeyID();
            if (kid == null || !KeySet.isKid(kid)) {
                throw new IllegalArgumentException("every key needs a kid of 1 to 32 letters, digits, '.', '_' or '-'");
            }
            if (!isUsable(jwk)) {
                throw new IllegalArgumentException(
                        "key " + kid + " has to be of kty EC and crv P-256, or of kty RSA with 2048 bits or more");
            }
            if (jwk.getKeyUse() != null && !KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) {
                throw new IllegalArgumentException("key " + kid + " is for something else: its use must be enc");
            }
            if (read.keys.put(kid, jwk) != null) {
                throw new IllegalArgumentException("key " + kid + " stands twice in the key set");
            }
        }
        if (read.keys.isEmpty()) {
            throw new IllegalArgumentException("a key set of a recipient needs a key");
        }
        return read;
    }

    /** A JWK Set with one fresh key pair on P-256, as text to be kept as a secret. */
    public static String generate(String kid, SecureRandom random) {
        if (!KeySet.isKid(kid)) {
            throw new IllegalArgumentException("A key needs a kid of 1 to 32 letters, digits, '.', '_' or '-'");
        }
        try {
            return new JWKSet(new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.ENCRYPTION)
                            .generate())
                    .toString(false);
        } catch (JOSEException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    /** The same set without its private parts, for those who seal. */
    public static String publicPart(String jwkSet) {
        return new JWKSet(jwks(jwkSet)).toPublicJWKSet().toString(true);
    }

    /** Whether one of the keys opens. */
    public boolean canOpen() {
        return keys.values().stream().anyMatch(JWK::isPrivate);
    }

    /** The name of the key that seals. */
    public String sealingKid() {
        return keys.keySet().iterator().next();
    }

    JWK sealing() {
        return keys.values().iterator().next();
    }

    Optional<JWK> opening(String kid) {
        return Optional.ofNullable(keys.get(kid)).filter(JWK::isPrivate);
    }

    private static boolean isUsable(JWK jwk) {
        return (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()))
                || (jwk instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS);
    }

    private static List<JWK> jwks(String jwkSet) {
        try {
            return JWKSet.parse(jwkSet).getKeys();
        } catch (ParseException e) {
            // Without the cause, whose message may quote the text.
            throw new IllegalArgumentException("a key set of a recipient is a JWK Set: {\"keys\": […]}");
        }
    }

    /** Names without keys. */
    @Override
    public String toString() {
        return "RecipientKeys" + keys.keySet();
    }
}
