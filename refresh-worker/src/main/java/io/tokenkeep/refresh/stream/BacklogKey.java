package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * A place in an app's backlog, as a key whose bytes sort by app and then by time: the app, a colon (which no app's name
 * contains), milliseconds since 1970, big-endian with the sign bit flipped, and the account's id. It is stored in a changelog,
 * so its format must stay.
 */
record BacklogKey(AccountKey account, Instant place) {

    private static final byte COLON = ':';

    static BacklogKey parse(Bytes key) {
        byte[] bytes = key.get();
        int colon = 0;
        while (bytes[colon] != COLON) {
            colon++;
        }
        String app = new String(bytes, 0, colon, StandardCharsets.UTF_8);
        Instant place = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(colon + 1) ^ Long.MIN_VALUE);
        int id = colon + 1 + Long.BYTES;
        return new BacklogKey(
                new AccountKey(app, new String(bytes, id, bytes.length - id, StandardCharsets.UTF_8)), place);
    }

    String app() {
        return account.app();
    }

    /** Sorts before the keys of all accounts of the app with this place. */
    static Bytes start(String app, Instant place) {
        return bytes(app, place, "");
    }

    /** Sorts after the keys of all accounts of the app. */
    static Bytes end(String app) {
        byte[] name = app.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1)
                .put(name)
                .put((byte) (COLON + 1))
                .array());
    }

    Bytes bytes() {
        return bytes(account.app(), place, account.accountId());
    }

    private static Bytes bytes(String app, Instant place, String id) {
        byte[] first = app.getBytes(StandardCharsets.UTF_8);
        byte[] last = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(first.length + 1 + Long.BYTES + last.length)
                .put(first)
                .put(COLON)
                .putLong(place.toEpochMilli() ^ Long.MIN_VALUE)
                .put(last)
                .array());
    }
}
