package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code state} (RFC 6749 10.12), which goes to the provider and comes back: the invitation with its link and its
 * end, the nonce that makes the authorizationId unguessable, and the browser that began. Compared by identity,
 * never printed.
 */
final class State {

    /** The first byte of a state that began with a link that was sent. */
    private static final byte SENT = 4;

    /** The first byte of a state that began at the start page and therefore names no link. */
    private static final byte START_PAGE = 5;

    /** The first byte of a state that began with a link of console-service. */
    private static final byte CONSOLE = 6;

    /** The first byte of a state that repeats a consent by a single link of console-service. */
    private static final byte CONSOLE_REPEATED = 7;

    private static final int SECONDS = 5;
    private static final int NONCE = 16;
    private static final int BROWSER = 16;

    private final Invitation invitation;
    private final Instant expiresAt;
    private final byte[] nonce;
    private final byte[] browser;

    private State(Invitation invitation, Instant expiresAt, byte[] nonce, byte[] browser) {
        this.invitation = invitation;
        this.expiresAt = expiresAt;
        this.nonce = nonce;
        this.browser = browser;
    }

    static State begin(Invitation invitation, Browser browser, Instant now, Duration lifetime, RandomGenerator random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return new State(invitation, now.plus(lifetime), nonce, browser.hash());
    }

    Invitation invitation() {
        return invitation;
    }

    ConnectRequest request() {
        return invitation.request();
    }

    Instant expiresAt() {
        return expiresAt;
    }

    byte[] nonce() {
        return nonce.clone();
    }

    /** The hash of the browser that began. */
    byte[] browser() {
        return browser.clone();
    }

    boolean belongsTo(Browser other) {
        return MessageDigest.isEqual(browser, other.hash());
    }

    /** The compact form: under 512 bytes even when sealed with the longest names (no provider documents how long it may be). */
    byte[] toBytes() {
        ConnectRequest request = request();
        byte[] app = request.app().getBytes(StandardCharsets.UTF_8);
        byte[] client =
                request.client() == null ? new byte[0] : request.client().getBytes(StandardCharsets.UTF_8);
        byte[] link =
                invitation.id() == null ? new byte[0] : Base64.getUrlDecoder().decode(invitation.id());
        ByteBuffer buffer = ByteBuffer.allocate(
                        1 + link.length + 2 * SECONDS + NONCE + BROWSER + 1 + app.length + client.length)
                .put(kind(link))
                .put(link);
        put(buffer, expiresAt);
        put(buffer, invitation.ends());
        return buffer.put(nonce)
                .put(browser)
                .put((byte) app.length)
                .put(app)
                .put(client)
                .array();
    }

    /** Reads {@link #toBytes}; {@link IllegalArgumentException} or {@link java.nio.BufferUnderflowException} if it is no state. */
    static State fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        byte[] link = take(buffer, linkBytes(version));
        Instant expiresAt = time(buffer);
        Instant ends = time(buffer);
        byte[] nonce = take(buffer, NONCE);
        byte[] browser = take(buffer, BROWSER);
        String app = new String(take(buffer, Byte.toUnsignedInt(buffer.get())), StandardCharsets.UTF_8);
        byte[] client = take(buffer, buffer.remaining());
        Invitation invitation =
                new Invitation(new ConnectRequest(app, text(client)), ends, id(link), version == CONSOLE_REPEATED);
        return new State(invitation, expiresAt, nonce, browser);
    }

    private byte kind(byte[] link) {
        if (link.length == 0) {
            return START_PAGE;
        }
        if (invitation.connectLink() == null) {
            return SENT;
        }
        return invitation.repeats() ? CONSOLE_REPEATED : CONSOLE;
    }

    private static int linkBytes(byte kind) {
        return switch (kind) {
            case START_PAGE -> 0;
            case SENT -> Invitation.ID_BYTES;
            case CONSOLE, CONSOLE_REPEATED -> Invitation.CONNECT_LINK_BYTES;
            default -> throw new IllegalArgumentException("a state of another version");
        };
    }

    private static void put(ByteBuffer buffer, Instant time) {
        long seconds = time.getEpochSecond();
        buffer.put((byte) (seconds >>> Integer.SIZE)).putInt((int) seconds);
    }

    private static Instant time(ByteBuffer buffer) {
        long high = Byte.toUnsignedLong(buffer.get());
        return Instant.ofEpochSecond(high << Integer.SIZE | Integer.toUnsignedLong(buffer.getInt()));
    }

    private static @Nullable String id(byte[] link) {
        return link.length == 0 ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(link);
    }

    private static @Nullable String text(byte[] client) {
        return client.length == 0 ? null : new String(client, StandardCharsets.UTF_8);
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] taken = new byte[length];
        buffer.get(taken);
        return taken;
    }

    @Override
    public String toString() {
        return "State[hidden]";
    }
}
