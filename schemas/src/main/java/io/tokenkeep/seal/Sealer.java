package io.tokenkeep.seal;

import org.jspecify.annotations.Nullable;

/**
 * Seals secrets of one purpose under the active key of a key set: compact JWE (RFC 7516), {@code dir} with
 * {@code A256GCM}, a random 96-bit nonce each time. One key should seal less than 2^32 texts (NIST SP 800-38D 8.3),
 * and yearly rotation stays far below that number. Thread-safe.
 */
public final class Sealer {

    private final KeySet keys;
    private final Purpose purpose;

    public Sealer(KeySet keys, Purpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** Seals a secret for a subject: an account key or an authorizationId. Only an opener that expects both opens it. */
    public String seal(String subject, String secret) {
        return OwnForm.seal(keys.activeKid(), keys.active(), purpose, subject, secret);
    }

    /** The name of the key that sealed a text, without opening it; null if it is no sealed text. */
    public static @Nullable String kidOf(@Nullable String sealed) {
        try {
            String kid = sealed == null ? null : SealFormat.parseHeader(sealed).getKeyID();
            return kid != null && KeySet.isKid(kid) ? kid : null;
        } catch (SealRefusedException e) {
            return null;
        }
    }
}
