package io.tokenkeep.seal;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one purpose group, read from a JWK Set (RFC 7517) of 256-bit {@code oct} keys. A member {@code status}
 * gives each key its use: {@code active} (exactly one) seals and opens, {@code open} only opens, {@code retired} is refused by
 * name and needs no {@code k}. Other JOSE software ignores that member. Immutable, thread-safe, never prints
 * key material.
 */
public final class KeySet {

    private static final int KEY_BYTES = 32;
    private static final int KID_SUFFIX_BYTES = 6;
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern K = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String KID_RULE = "a kid of 1 to 32 letters, digits, '.', '_' or '-'";

    private final String activeKid;
    private final Map<String, Entry> entries;
    private final List<String> openingKids;

    private record Entry(String status, @Nullable SecretKey key) {}

    private KeySet(String activeKid, Map<String, Entry> entries) {
        this.activeKid = activeKid;
        this.entries = Collections.unmodifiableMap(entries);
        this.openingKids = entries.entrySet().stream()
                .filter(entry -> entry.getValue().key != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Reads a JWK Set; the message of an {@link IllegalArgumentException} names the problem and quotes no key. */
    public static KeySet parse(String jwkSet) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String active = null;
        for (Map<String, Object> jwk : keys(jwkSet)) {
            String kid = text(jwk, "kid");
            if (!isKid(kid)) {
                throw new IllegalArgumentException("Every key needs " + KID_RULE);
            }
            Entry entry = entry(kid, jwk);
            if (entries.put(kid, entry) != null) {
                throw new IllegalArgumentException("Key " + kid + " stands twice in the key set");
            }
            if (entry.status.equals("active")) {
                if (active != null) {
                    throw new IllegalArgumentException("Keys " + active + " and " + kid + " are both active: keep one");
                }
                active = kid;
            }
        }
        if (active == null) {
            throw new IllegalArgumentException("No key has \"status\": \"active\": give it to the one that seals");
        }
        return new KeySet(active, entries);
    }

    /**
     * As {@link #generate}, under a name that no other set has: the given name and 48 random bits. Two sets with the
     * same names and other keys look alike, but neither opens texts of the other.
     */
    public static String generateUnique(String prefix, SecureRandom random) {
        byte[] suffix = new byte[KID_SUFFIX_BYTES];
        random.nextBytes(suffix);
        return generate(prefix + "-" + HexFormat.of().formatHex(suffix), random);
    }

    /** A JWK Set with one fresh active key of that name, as text to be kept as a secret. */
    public static String generate(String kid, SecureRandom random) {
        if (!isKid(kid)) {
            throw new IllegalArgumentException("A key needs " + KID_RULE);
        }
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "oct");
        jwk.put("kid", kid);
        jwk.put("alg", "A256GCM");
        jwk.put("use", "enc");
        jwk.put("status", "active");
        jwk.put("k", Base64URL.encode(key).toString());
        return JSONObjectUtils.toJSONString(Map.of("keys", List.of(jwk)));
    }

    /** The name of the key that seals. */
    public String activeKid() {
        return activeKid;
    }

    /**
     * A key for another use than sealing, so that no key serves two algorithms: HKDF-Expand (RFC 5869 2.3) of the named
     * key, which is uniformly random and needs no extraction, with the label as info.
     */
    public SecretKey derive(String kid, String label) throws SealRefusedException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(opening(kid).getEncoded(), "HmacSHA256"));
            mac.update(label.getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(mac.doFinal(new byte[] {1}), "HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    static boolean isKid(String text) {
        return KID.matcher(text).matches();
    }

    SecretKey active() {
        try {
            return opening(activeKid);
        } catch (SealRefusedException e) {
            throw new IllegalStateException("The active key is no key that opens", e);
        }
    }

    /** The names of the keys that open. */
    List<String> openingKids() {
        return openingKids;
    }

    SecretKey opening(String kid) throws SealRefusedException {
        Entry entry = entries.get(kid);
        if (entry == null) {
            throw new UnknownKeyException(isKid(kid) ? kid : "(malformed kid)");
        }
        if (entry.key == null || entry.status.equals("retired")) {
            throw WrongKeyException.retired(kid);
        }
        return entry.key;
    }

    private static Entry entry(String kid, Map<String, Object> jwk) {
        String status = text(jwk, "status");
        boolean retired = status.equals("retired");
        if (!retired && !status.equals("active") && !status.equals("open")) {
            throw new IllegalArgumentException("Key " + kid + " needs a status: active, open or retired");
        }
        if (!text(jwk, "kty").equals("oct")) {
            throw new IllegalArgumentException("Key " + kid + " must be of kty oct");
        }
        if (!"enc".equals(jwk.getOrDefault("use", "enc")) || !"A256GCM".equals(jwk.getOrDefault("alg", "A256GCM"))) {
            throw new IllegalArgumentException("Key " + kid + " is for something else: use must be enc, alg A256GCM");
        }
        if (retired) {
            return new Entry(status, null);
        }
        String k = text(jwk, "k");
        if (!K.matcher(k).matches()) {
            throw new IllegalArgumentException("Key " + kid + " must have a k of 32 bytes in base64url");
        }
        return new Entry(status, new SecretKeySpec(new Base64URL(k).decode(), "AES"));
    }

    private static List<Map<String, Object>> keys(String jwkSet) {
        try {
            Object keys = JSONObjectUtils.parse(jwkSet).get("keys");
            if (keys instanceof List<?> list) {
                return list.stream().map(KeySet::object).toList();
            }
        } catch (ParseException e) {
            // The parser's message may quote a key: only the finding is passed on.
        }
        throw new IllegalArgumentException("A key set is a JSON object with an array \"keys\" of JWKs (RFC 7517)");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object element) {
        if (element instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("Every element of \"keys\" must be a JSON object");
    }

    private static String text(Map<String, Object> jwk, String name) {
        return jwk.get(name) instanceof String text ? text : "";
    }

    @Override
    public String toString() {
        return "KeySet[active=" + activeKid + ", keys=" + entries.keySet() + "]";
    }
}
