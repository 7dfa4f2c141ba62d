package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.signing.SignedRequest.Encoding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call to make, and its deliberate defects. Without a secret, the app's first one signs. Without a time, the
 * simulator's clock applies. The algorithm is only what the payload claims: the signature stays HMAC-SHA256.
 */
public record CallbackOrder(
        CallbackKind kind,
        String clientId,
        String personId,
        @Nullable String secret,
        Encoding encoding,
        String algorithm,
        @Nullable Instant issuedAt) {

    /** A call without defects, as Meta makes it. */
    public static CallbackOrder of(CallbackKind kind, String clientId, String personId) {
        return new CallbackOrder(kind, clientId, personId, null, Encoding.UNPADDED, "HMAC-SHA256", null);
    }

    public CallbackOrder withSecret(@Nullable String value) {
        return new CallbackOrder(kind, clientId, personId, value, encoding, algorithm, issuedAt);
    }

    public CallbackOrder withEncoding(Encoding value) {
        return new CallbackOrder(kind, clientId, personId, secret, value, algorithm, issuedAt);
    }

    public CallbackOrder withAlgorithm(String value) {
        return new CallbackOrder(kind, clientId, personId, secret, encoding, value, issuedAt);
    }

    public CallbackOrder withIssuedAt(@Nullable Instant value) {
        return new CallbackOrder(kind, clientId, personId, secret, encoding, algorithm, value);
    }

    @Override
    public String toString() {
        return "CallbackOrder[" + kind + ", " + clientId + "]";
    }
}
