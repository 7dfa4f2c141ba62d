package io.tokenkeep.seal;

import java.util.Arrays;
import java.util.Base64;

/** Key sets of fixed keys: the key of a kid is 32 times its first letter. */
final class TestKeys {

    static final String ACCOUNT = "threads-main:27640875392278831";
    static final String SECRET = "THAA-long-lived-and-secret";

    private TestKeys() {}

    static byte[] bytes(String kid) {
        return bytes(kid, 32);
    }

    static byte[] bytes(String kid, int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) kid.charAt(0));
        return key;
    }

    static String k(String kid) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(kid));
    }

    static String jwk(String kid, String status) {
        return "{\"kty\":\"oct\",\"kid\":\"%s\",\"status\":\"%s\",\"k\":\"%s\"}".formatted(kid, status, k(kid));
    }

    static KeySet set(String... jwks) {
        return KeySet.parse(text(jwks));
    }

    static String text(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }
}
