package io.tokenkeep.simulator.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Base64.Encoder;

/**
 * Meta's {@code signed_request}: signature, dot, payload, both in base64url. The signature covers the payload's
 * encoded text as it is sent, not the JSON in it.
 */
public final class SignedRequest {
    private SignedRequest() {}

    /** The encoding of the two parts. Meta uses {@link #UNPADDED}; a reader should accept the others. */
    public enum Encoding {
        UNPADDED,
        PADDED_SIGNATURE,
        PADDED,
        /** Plus and slash, padded. */
        STANDARD;

        private Encoder signature() {
            return switch (this) {
                case UNPADDED -> Base64.getUrlEncoder().withoutPadding();
                case PADDED_SIGNATURE, PADDED -> Base64.getUrlEncoder();
                case STANDARD -> Base64.getEncoder();
            };
        }

        private Encoder payload() {
            return this == PADDED_SIGNATURE ? UNPADDED.signature() : signature();
        }
    }

    public static String of(String payload, String secret) {
        return of(payload, secret, Encoding.UNPADDED);
    }

    public static String of(String payload, String secret, Encoding encoding) {
        String encoded = encoding.payload().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return encoding.signature().encodeToString(AppSecretHmac.of(secret, encoded)) + "." + encoded;
    }
}
