package io.tokenkeep.simulator.signing;

import java.util.HexFormat;

/** {@code appsecret_proof}: shows that the sender of a token knows the secret of the token's app. */
public final class AppSecretProof {
    private AppSecretProof() {}

    public static String of(String secret, String token) {
        return HexFormat.of().formatHex(AppSecretHmac.of(secret, token));
    }

    /** The variant that goes with {@code appsecret_time}, in seconds since 1970. */
    public static String of(String secret, String token, String time) {
        return of(secret, token + "|" + time);
    }
}
