package io.tokenkeep.kit.ids;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ids of any form, each with a time, added in any order and forgotten by age, one bucket of time at once. An id is held as 128
 * bits of a salted hash, in 20 to 32 bytes; each bucket adds about 250 bytes. One thread at a time.
 */
public final class IdsByTime {

    private static final int SALT_BYTES = 16;

    /** The salt keeps an attacker from choosing ids whose places collide. */
    private static final byte[] SALT = salt();

    private final long bucketMillis;

    /** By the last millisecond of each bucket. */
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

    private int size;

    private static final class Bucket {
        private final IdSet ids = new IdSet();
        private Instant latest = Instant.MIN;
    }

    /** @param bucket the width of a bucket: an id may be remembered longer by at most this; at least one millisecond */
    public IdsByTime(Duration bucket) {
        this.bucketMillis = Math.max(1, bucket.toMillis());
    }

    /** False if the id is there already, with any time. */
    public boolean add(String id, Instant at) {
        ByteBuffer hash = hash(id);
        long high = hash.getLong();
        long low = hash.getLong();
        if (contains(high, low)) {
            return false;
        }
        Bucket bucket = buckets.computeIfAbsent(bucketEnd(at), end -> new Bucket());
        bucket.ids.add(high, low);
        if (at.isAfter(bucket.latest)) {
            bucket.latest = at;
        }
        size++;
        return true;
    }

    public boolean contains(String id) {
        if (size == 0) {
            return false;
        }
        ByteBuffer hash = hash(id);
        return contains(hash.getLong(), hash.getLong());
    }

    /** Forgets every bucket that ends by this time. Returns the latest time that was forgotten, if any. */
    public Optional<Instant> forgetUntil(Instant until) {
        Instant latest = null;
        for (Map.Entry<Long, Bucket> first = buckets.firstEntry();
                first != null && first.getKey() <= until.toEpochMilli();
                first = buckets.firstEntry()) {
            buckets.pollFirstEntry();
            size -= first.getValue().ids.size();
            latest = first.getValue().latest;
        }
        return Optional.ofNullable(latest);
    }

    public int size() {
        return size;
    }

    /** The heap that the ids take, in bytes, without the fixed cost of each bucket. */
    public long bytes() {
        return buckets.values().stream().mapToLong(bucket -> bucket.ids.bytes()).sum();
    }

    private long bucketEnd(Instant at) {
        return -Math.floorDiv(-at.toEpochMilli(), bucketMillis) * bucketMillis;
    }

    private boolean contains(long high, long low) {
        for (Bucket bucket : buckets.values()) {
            if (bucket.ids.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    private static ByteBuffer hash(String id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(SALT);
            return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
