package io.tokenkeep.exchange.provider.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.kit.config.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves that a caller with a token also has the app's secret (Graph API, "Secure requests"). No side effects. */
final class AppSecretProof {

    private static final String ALGORITHM = "HmacSHA256";

    private AppSecretProof() {}

    static String of(Secret appSecret, String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(appSecret.reveal().getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** A call with a token, and the proof that the app's secret is there too. */
    static Map<String, String> proven(Secret appSecret, Secret token, Map<String, String> parameters) {
        Map<String, String> all =
                AppCalls.parameters("access_token", token.reveal(), "appsecret_proof", of(appSecret, token.reveal()));
        all.putAll(parameters);
        return all;
    }
}
