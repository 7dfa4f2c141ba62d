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
 * Somebody's leave to consent: to what, when the link they were sent is over, and which link that is. Links to start over
 * carry on the same invitation, so none of them makes it last, or is another link.
 *
 * @param id of the link somebody was sent; null for a link of the start page, of which anybody makes any number
 */
public record Invitation(
        ConnectRequest request, Instant ends, @Nullable String id) {

    /** How many bytes an id has: it need not be a secret, and {@code state} has no room for more. */
    public static final int ID_BYTES = 9;

    private static final int HASH_BYTES = 16;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{12}");

    static String newId(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return text(id);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Of a link without an id: those of one client that end in one second share it. */
    static String idWithoutOne(ConnectRequest request, Instant ends) {
        String client = request.client() == null ? "" : request.client();
        return hash(request.app() + '\n' + client + '\n' + ends.getEpochSecond(), ID_BYTES);
    }

    /**
     * Which connect link this came by: a hash that all consents of one link share, also those that start over. Null where
     * the start page made the link, for anybody can have as many of those as they like.
     */
    public @Nullable String link() {
        return id == null ? null : hash("link\n" + id, HASH_BYTES);
    }

    private static String hash(String all, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return text(Arrays.copyOf(hash, bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
