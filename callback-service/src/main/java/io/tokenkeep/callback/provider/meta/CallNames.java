package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.callback.provider.CallKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The names a call gets: pure functions of what it says, so that a repeated call has the same ones. */
final class CallNames {

    private static final int BYTES = 16;

    private CallNames() {}

    /** Of the command, for whoever meets it twice. */
    static String requestId(CallKind kind, AccountKey account, SignedRequest request) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(text(kind, account, request).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** What the person looks a deletion up with: letters and digits, and without the secret it leads to nobody's id. */
    static String confirmationCode(AccountKey account, SignedRequest request) {
        byte[] mac = Hmac.of(request.secret(), text(CallKind.DELETE, account, request));
        return HexFormat.of().formatHex(mac, 0, BYTES);
    }

    /** No part can hold a line's end, and with one it is no payload that Meta could sign. */
    private static String text(CallKind kind, AccountKey account, SignedRequest request) {
        return kind.word() + "\n" + account + "\n" + request.issuedAt().getEpochSecond();
    }
}
