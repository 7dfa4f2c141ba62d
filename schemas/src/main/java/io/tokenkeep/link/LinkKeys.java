package io.tokenkeep.link;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of connect links: a JWK Set (RFC 7517) of Ed25519 keys (RFC 8037). The first key with its private part signs; the
 * others stay for links that they made. A set without private parts only verifies. Immutable, thread-safe, never prints a private
 * key.
 */
public final class LinkKeys {

    private static final int BYTES = 32;
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final Map<String, PublicKey> publicKeys = new LinkedHashMap<>();
    private final Map<String, PrivateKey> privateKeys = new LinkedHashMap<>();

    private LinkKeys() {}

    /** Reads a JWK Set; the message of an {@link IllegalArgumentException} names the problem and quotes no key. */
    public static LinkKeys parse(String jwkSet) {
        LinkKeys keys = new LinkKeys();
        for (JWK jwk : read(jwkSet)) {
            if (!(jwk instanceof OctetKeyPair pair) || !Curve.Ed25519.equals(pair.getCurve())) {
                throw new IllegalArgumentException("every key of a set for links is of kty OKP and crv Ed25519");
            }
            String kid = pair.getKeyID();
            if (kid == null || !KID.matcher(kid).matches()) {
                throw new IllegalArgumentException("every key needs a kid of 1 to 32 letters, digits, '.', '_' or '-'");
            }
            if (keys.publicKeys.put(kid, publicKey(pair.getDecodedX())) != null) {
                throw new IllegalArgumentException("key " + kid + " stands twice in the key set");
            }
            if (pair.isPrivate()) {
                keys.privateKeys.put(kid, privateKey(pair.getDecodedD()));
            }
        }
        if (keys.publicKeys.isEmpty()) {
            throw new IllegalArgumentException("a key set for links needs a key");
        }
        return keys;
    }

    private static List<JWK> read(String jwkSet) {
        try {
            return JWKSet.parse(jwkSet).getKeys();
        } catch (ParseException e) {
            // Without the cause, whose message may quote the text.
            throw new IllegalArgumentException("a key set for links is a JWK Set: {\"keys\": […]}");
        }
    }

    /** A JWK Set with one fresh key pair of that name, as text to be kept as a secret. */
    public static String generate(String kid, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            var pair = generator.generateKeyPair();
            byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            OctetKeyPair jwk = new OctetKeyPair.Builder(
                            Curve.Ed25519, Base64URL.encode(encoded((EdECPublicKey) pair.getPublic())))
                    .d(Base64URL.encode(secret))
                    .keyID(kid)
                    .build();
            return new JWKSet(jwk).toString(false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK since 15 has Ed25519", e);
        }
    }

    /** The same set without its private parts, for the services that verify. */
    public static String publicPart(String jwkSet) {
        return new JWKSet(read(jwkSet)).toPublicJWKSet().toString(true);
    }

    /** Whether links can be made with this set. */
    public boolean canSign() {
        return !privateKeys.isEmpty();
    }

    /** Whether the private part of this key is here. */
    public boolean canSign(String kid) {
        return privateKeys.containsKey(kid);
    }

    /** The name of the key that signs; fails with {@link IllegalStateException} if none can. */
    public String signingKid() {
        return privateKeys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this set only verifies"));
    }

    /** The names of all keys whose private parts are here; the one that signs comes first. */
    public List<String> privateKids() {
        return List.copyOf(privateKeys.keySet());
    }

    Optional<PrivateKey> privateKey(String kid) {
        return Optional.ofNullable(privateKeys.get(kid));
    }

    @Nullable
    PublicKey publicKey(String kid) {
        return publicKeys.get(kid);
    }

    private static PrivateKey privateKey(byte[] secret) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private part of a key is not 32 bytes");
        }
    }

    /** RFC 8032 5.1.2: the y coordinate in little-endian order, the lowest bit of x in the highest bit. */
    private static PublicKey publicKey(byte[] encoded) {
        if (encoded.length != BYTES) {
            throw new IllegalArgumentException("the public part of a key is not 32 bytes");
        }
        byte[] y = reversed(encoded);
        boolean xOdd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(xOdd, new BigInteger(1, y))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the public part of a key is no point of Ed25519");
        }
    }

    private static byte[] encoded(EdECPublicKey key) {
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[BYTES];
        for (int i = 0; i < Math.min(y.length, BYTES); i++) {
            encoded[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[BYTES - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** Names without keys. */
    @Override
    public String toString() {
        return "LinkKeys" + publicKeys.keySet();
    }
}
