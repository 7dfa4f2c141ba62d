package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.callback.provider.CallKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The ids of a call: pure functions of its content, so that a repeated call has the same ids. */
final class CallNames {

    private static final int BYTES = 16;

    private CallNames() {}

    /** The id of the command, by which a reader recognises a repetition. */
    static String requestId(CallKind kind, AccountKey account, SignedRequest request) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(text(kind, account, request).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The code by which a person looks up a deletion: letters and digits. Without the secret it reveals no id. */
    static String confirmationCode(AccountKey account, SignedRequest request) {
        byte[] mac = Hmac.of(request.secret(), text(CallKind.DELETE, account, request));
        return HexFormat.of().formatHex(mac, 0, BYTES);
    }

    /** No part can contain a line feed, so different parts give different texts, none of which Meta could sign as a payload. */
    private static String text(CallKind kind, AccountKey account, SignedRequest request) {
        return kind.word() + "\n" + account + "\n" + request.issuedAt().getEpochSecond();
    }
}
