package io.tokenkeep.callback.link;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.SealRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Says in an authorization's address until when its invitation holds, and of which link it is: key, second, the link's id
 * or a mark where nobody was sent one, and 128 bits of HMAC-SHA256 (RFC 2104) over the rest, under a key derived from the
 * state keys. Shorter and cheaper than a JWS, for every
 * redirect carries one. Thread-safe.
 */
final class Passes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "tokenkeep restart HS256";
    private static final int BYTES = 16;

    /** In place of the link's id, where nobody was sent one. */
    private static final String OPEN = "o";

    /** A kid has no tilde, and an address needs no escape for one (RFC 3986 2.3). */
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._-]{1,32})~(\\d{1,11})~(o|[A-Za-z0-9_-]{12})~([A-Za-z0-9_-]{22})");

    /** When an invitation ends, and the id of its link. */
    record Pass(Instant ends, @Nullable String id) {}

    private final KeySet keys;
    private final ThreadLocal<Mac> signing;

    Passes(KeySet stateKeys) {
        this.keys = stateKeys;
        SecretKey key;
        try {
            key = keys.derive(keys.activeKid(), LABEL);
        } catch (SealRefusedException e) {
            throw new IllegalStateException("The active key is no key that opens", e);
        }
        this.signing = ThreadLocal.withInitial(() -> mac(key));
    }

    /** The same authorization, end and link have the same pass at every instance. */
    String of(String authorizationId, Instant ends, @Nullable String id) {
        String said = ends.getEpochSecond() + "~" + (id == null ? OPEN : id);
        return text(keys.activeKid(), signing.get(), authorizationId, said);
    }

    /** What a pass says of this authorization; empty for every text that {@link #of} did not make for it. */
    Optional<Pass> read(String authorizationId, String pass) {
        Matcher parts = FORM.matcher(pass);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String kid = parts.group(1);
        try {
            String said = parts.group(2) + '~' + parts.group(3);
            String expected = text(kid, mac(keys.derive(kid, LABEL)), authorizationId, said);
            boolean ours = MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII), pass.getBytes(StandardCharsets.US_ASCII));
            Instant ends = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
            String id = parts.group(3).equals(OPEN) ? null : parts.group(3);
            return ours ? Optional.of(new Pass(ends, id)) : Optional.empty();
        } catch (SealRefusedException e) {
            return Optional.empty();
        }
    }

    private static String text(String kid, Mac mac, String authorizationId, String said) {
        byte[] all = mac.doFinal((authorizationId + '~' + said).getBytes(StandardCharsets.UTF_8));
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
        return kid + '~' + said + '~' + tag;
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
