package io.tokenkeep.callback.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's leave to consent: to what, and when the link they were sent is over. Links to start over carry on the same
 * invitation, so none of them makes it last.
 *
 * @param personal whether somebody was sent the link; one of the start page anybody makes by opening that
 */
public record Invitation(ConnectRequest request, Instant ends, boolean personal) {

    private static final int BYTES = 16;

    /**
     * Which connect link this came by: a hash that all consents of one link share, also those that start over. Null where
     * the start page made the link, for anybody can have as many of those as they like.
     */
    public @Nullable String link() {
        if (!personal) {
            return null;
        }
        String client = request.client() == null ? "" : request.client();
        String all = request.app() + '\n' + client + '\n' + ends.getEpochSecond();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
