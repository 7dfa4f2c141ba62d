package io.tokenkeep.callback.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The permission to consent: the request, the end of the link that was sent, and the id of that link. Links to start over keep
 * the same invitation, so they neither extend it nor count as another link.
 *
 * @param id the id of the link that was sent; that of a link of console-service is longer; null for a link of the start page, which anybody can make in any number
 * @param repeats whether the person starts over from the page after a consent that used a single link, to give what that consent
 *     left out
 */
public record Invitation(
        ConnectRequest request, Instant ends, @Nullable String id, boolean repeats) {

    /** The bytes of an id: it need not be secret, and {@code state} has no room for more. */
    public static final int ID_BYTES = 9;

    private static final int HASH_BYTES = 16;
    /** The bytes of the id of a link of console-service: the hash of its token. */
    public static final int CONNECT_LINK_BYTES = 16;

    private static final int CONNECT_LINK_CHARACTERS = 22;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{12}([A-Za-z0-9_-]{10})?");

    public Invitation(ConnectRequest request, Instant ends, @Nullable String id) {
        this(request, ends, id, false);
    }

    /** The same invitation, to repeat a consent that used its single link. */
    Invitation repeating() {
        return new Invitation(request, ends, id, true);
    }

    static String newId(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return text(id);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The id for a link without one: links of one client that end in the same second share it. */
    static String idWithoutOne(ConnectRequest request, Instant ends) {
        String client = request.client() == null ? "" : request.client();
        return hash(request.app() + '\n' + client + '\n' + ends.getEpochSecond(), ID_BYTES);
    }

    /**
     * The connect link of this consent: a hash that all consents of one link share, also those that start over. Null if the
     * start page made the link, because anybody can get any number of those.
     */
    public @Nullable String link() {
        return id == null ? null : hash("link\n" + id, HASH_BYTES);
    }

    /** The linkId if console-service made the link; otherwise null. */
    public @Nullable String connectLink() {
        return id != null && isConnectLink(id) ? id : null;
    }

    static boolean isConnectLink(String id) {
        return id.length() == CONNECT_LINK_CHARACTERS;
    }

    static String hash(String all, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return text(Arrays.copyOf(hash, bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
