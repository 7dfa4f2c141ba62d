package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of Meta's {@code signed_request}: signature, dot, payload, both in base64url. The signature covers the payload's
 * text as it was sent, so the payload is not decoded before the signature fits one of the app's secrets.
 *
 * @param position of the secret that signed, from 1
 */
record SignedRequest(String userId, Instant issuedAt, int position, Secret secret) {

    private static final String ALGORITHM = "HMAC-SHA256";
    /**
     * Fields of texts for other purposes, such as the text in the cookie of the JavaScript login. A person, or a script in their
     * browser, has such texts, and they must not end anything.
     */
    private static final Set<String> OTHER_PURPOSES = Set.of("code", "oauth_token", "access_token");

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final long YEAR_10000 = 253_402_300_800L;

    static SignedRequest read(List<Secret> secrets, String text) throws CallRefusedException {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new CallRefusedException(CallRefusal.MALFORMED);
        }
        String payload = text.substring(dot + 1);
        int position = position(secrets, text.substring(0, dot), payload);
        JsonObject claims = claims(payload);
        if (!(claims.getValue("algorithm") instanceof String algorithm && ALGORITHM.equalsIgnoreCase(algorithm))) {
            throw new CallRefusedException(CallRefusal.ALGORITHM);
        }
        if (!Collections.disjoint(claims.fieldNames(), OTHER_PURPOSES)) {
            throw new CallRefusedException(CallRefusal.PURPOSE);
        }
        Object user = claims.getValue("user_id");
        return new SignedRequest(
                // The removal of a Page has the Page's id in the other field.
                id(user == null ? claims.getValue("profile_id") : user),
                time(claims.getValue("issued_at")),
                position,
                secrets.get(position - 1));
    }

    /** Compares the encoded signatures, because several texts decode to the same signature. */
    private static int position(List<Secret> secrets, String signature, String payload) throws CallRefusedException {
        byte[] given = urlSafe(signature).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < secrets.size(); i++) {
            byte[] ours = Base64.getUrlEncoder().withoutPadding().encode(Hmac.of(secrets.get(i), payload));
            if (MessageDigest.isEqual(ours, given)) {
                return i + 1;
            }
        }
        throw new CallRefusedException(CallRefusal.FORGED);
    }

    /** Accepts padding and the standard alphabet, although Meta uses neither. */
    private static String urlSafe(String base64) {
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        return base64.substring(0, end).replace('+', '-').replace('/', '_');
    }

    private static JsonObject claims(String payload) throws CallRefusedException {
        try {
            byte[] json = Base64.getUrlDecoder().decode(urlSafe(payload));
            if (Json.decodeValue(new String(json, StandardCharsets.UTF_8)) instanceof JsonObject claims) {
                return claims;
            }
        } catch (IllegalArgumentException | DecodeException e) {
            // Reported below without the message, which quotes the payload.
        }
        throw new CallRefusedException(CallRefusal.MALFORMED);
    }

    /** A number keeps all its digits: ids exceed 2^53. */
    private static String id(@Nullable Object value) throws CallRefusedException {
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (value != null && (whole || value instanceof String)) {
            String id = value.toString();
            if (ID.matcher(id).matches()) {
                return id;
            }
        }
        throw new CallRefusedException(CallRefusal.MALFORMED);
    }

    private static Instant time(@Nullable Object value) throws CallRefusedException {
        if (value instanceof Integer || value instanceof Long) {
            long seconds = ((Number) value).longValue();
            if (seconds > 0 && seconds < YEAR_10000) {
                return Instant.ofEpochSecond(seconds);
            }
        }
        throw new CallRefusedException(CallRefusal.MALFORMED);
    }

    /** Names neither person nor secret. */
    @Override
    public String toString() {
        return "SignedRequest[" + issuedAt + ", " + position + "]";
    }
}
