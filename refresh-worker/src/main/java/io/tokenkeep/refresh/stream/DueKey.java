package io.tokenkeep.refresh.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Time and account as a key whose bytes sort by time: milliseconds since 1970, big-endian with the sign bit flipped, then the
 * account's key in UTF-8. It is stored in a changelog, so its format must stay.
 */
record DueKey(Instant at, String account) {

    static DueKey parse(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        Instant at = Instant.ofEpochMilli(bytes.getLong() ^ Long.MIN_VALUE);
        return new DueKey(at, new String(key.get(), Long.BYTES, key.get().length - Long.BYTES, StandardCharsets.UTF_8));
    }

    /** Sorts before the keys of all accounts of this time. */
    static Bytes start(Instant at) {
        return Bytes.wrap(Arrays.copyOf(new DueKey(at, "").bytes().get(), Long.BYTES));
    }

    Bytes bytes() {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(at.toEpochMilli() ^ Long.MIN_VALUE)
                .put(name)
                .array());
    }
}
