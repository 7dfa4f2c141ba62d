package io.tokenkeep.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.RecordVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Signs the records of connect links, and verifies them. The signature is over the text {@code tokenkeep connect link 1} and then
 * every field but the signature, in the order of the schema: a text as its length in bytes (four bytes) and its UTF-8, a null as
 * -1, a time as milliseconds (eight bytes), a list as its size (four bytes) and its items. A later form of the record gets a new
 * number in that first text, and older readers refuse it. Thread-safe.
 */
public final class LinkSignature {

    private static final String ALGORITHM = "Ed25519";
    private static final String FORM = "tokenkeep connect link 1";
    private static final String TOKEN = "tokenkeep connect link token 1\n";
    private static final String CODE = "tokenkeep deletion code 1\n";
    private static final String IMPORT = "tokenkeep import 1\n";
    private static final int CODE_BYTES = 16;

    private final LinkKeys keys;

    public LinkSignature(LinkKeys keys) {
        this.keys = keys;
    }

    /** The same link, signed by the key that signs. Needs a private key. */
    public ConnectLink sign(ConnectLink link) {
        String kid = keys.signingKid();
        ConnectLink unsigned = ConnectLink.newBuilder(link)
                .setSignedUnder(kid)
                .setSignature("")
                .build();
        byte[] signature = sign(kid, bytes(unsigned));
        return ConnectLink.newBuilder(unsigned)
                .setSignature(Base64.getUrlEncoder().withoutPadding().encodeToString(signature))
                .build();
    }

    /** Whether a key of this set signed the link as it is. */
    public boolean verify(ConnectLink link) {
        PublicKey key = keys.publicKey(link.getSignedUnder());
        if (key == null) {
            return false;
        }
        try {
            Signature verifying = Signature.getInstance(ALGORITHM);
            verifying.initVerify(key);
            verifying.update(bytes(link));
            return verifying.verify(Base64.getUrlDecoder().decode(link.getSignature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The token of a link: it follows from the link's creation and a private key, so an address can be shown again and is stored
     * nowhere. Ed25519 signs the same bytes always alike (RFC 8032 5.1.6), and nobody without the key can tell what comes out.
     *
     * @param kid the key that made the link; fails with {@link IllegalStateException} if its private part is not here
     */
    public LinkToken token(String kid, String creationId) {
        return LinkToken.of(sha256(sign(kid, (TOKEN + creationId).getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * The confirmation code of a deletion that is no call of a provider: 32 hexadecimal digits that follow from what is deleted and a
     * private key, as a token does, so nobody without the key finds whom a code stands for.
     *
     * @param kid fails with {@link IllegalStateException} if its private part is not here
     * @param deletion tells deletions apart; the same for each repetition
     */
    public String deletionCode(String kid, String deletion) {
        return code(kid, CODE + deletion);
    }

    /**
     * The id of an import of tokens: an {@code i} and 32 hexadecimal digits, which follow from the whole table and a private key, so
     * nobody without the key can try whether a token that they guess is in the table.
     *
     * @param kid fails with {@link IllegalStateException} if its private part is not here
     * @param table tells imports apart; the same for each repetition
     */
    public String importId(String kid, String table) {
        return "i" + code(kid, IMPORT + table);
    }

    private String code(String kid, String text) {
        byte[] hash = sha256(sign(kid, text.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(hash, 0, CODE_BYTES);
    }

    private byte[] sign(String kid, byte[] bytes) {
        PrivateKey key = keys.privateKey(kid)
                .orElseThrow(() -> new IllegalStateException("the private part of the key " + kid + " is not here"));
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(bytes);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK since 15 has Ed25519", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static byte[] bytes(ConnectLink link) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            RecordVersion version = link.getVersion();
            text(out, FORM);
            text(out, link.getLinkId());
            out.writeLong(version.getSequence());
            text(out, version.getChangeId());
            time(out, version.getChangedAt());
            text(out, version.getChangedBy());
            text(out, link.getCreationId());
            time(out, link.getCreatedAt());
            text(out, link.getMadeUnder());
            out.writeInt(link.getApps().size());
            for (String app : link.getApps()) {
                text(out, app);
            }
            text(out, link.getClient());
            time(out, link.getExpiresAt());
            out.writeBoolean(link.getSingle());
            out.writeInt(link.getExpected().size());
            for (ExpectedAccount expected : link.getExpected()) {
                text(out, expected.getApp());
                text(out, expected.getKind().name());
                text(out, expected.getValue());
            }
            text(out, link.getReturnUrl());
            text(out, link.getLanguage());
            Integer confirmWithinHours = link.getConfirmWithinHours();
            out.writeInt(confirmWithinHours == null ? -1 : confirmWithinHours);
            text(out, link.getNote());
            Instant revoked = link.getRevokedAt();
            out.writeBoolean(revoked != null);
            if (revoked != null) {
                time(out, revoked);
            }
            text(out, link.getSignedUnder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void time(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.toEpochMilli());
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
