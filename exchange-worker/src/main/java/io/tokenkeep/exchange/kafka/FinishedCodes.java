package io.tokenkeep.exchange.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The ids of finished codes, by the broker time at which they were finished. What is older than the given age is forgotten,
 * a bucket at a time. The age counts from the newest finish, and goes on by a monotonic clock: no clock of this machine can
 * forget anything too soon, and where nobody worked nothing grows old. One thread at a time.
 */
final class FinishedCodes {

    /** Of the age: what is forgotten is forgotten this late at most. */
    private static final int BUCKETS = 16;

    private static final int SALT_BYTES = 16;

    /** Nobody outside can choose ids that come to lie side by side. */
    private static final byte[] SALT = salt();

    private final Duration age;
    private final LongSupplier nanoTime;
    private final long bucketMillis;
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private Instant forgottenUntil = Instant.EPOCH;
    private Instant newest = Instant.EPOCH;
    private long newestSeenAt;
    private int size;

    private static final class Bucket {
        private final IdSet ids = new IdSet();
        private Instant latest = Instant.EPOCH;
    }

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    FinishedCodes(Duration age, LongSupplier nanoTime) {
        this.age = age;
        this.nanoTime = nanoTime;
        this.bucketMillis = Math.max(1, age.toMillis() / BUCKETS);
    }

    void add(String id, Instant finishedAt) {
        if (finishedAt.isAfter(newest)) {
            newest = finishedAt;
            newestSeenAt = nanoTime.getAsLong();
        }
        if (finishedAt.isBefore(oldestKept())) {
            forgotten(finishedAt);
            return;
        }
        ByteBuffer hash = hash(id);
        long high = hash.getLong();
        long low = hash.getLong();
        if (contains(high, low)) {
            return;
        }
        Bucket bucket = buckets.computeIfAbsent(finishedAt.toEpochMilli() / bucketMillis, number -> new Bucket());
        bucket.ids.add(high, low);
        bucket.latest = later(bucket.latest, finishedAt);
        size++;
    }

    boolean contains(String id) {
        if (size == 0) {
            return false;
        }
        ByteBuffer hash = hash(id);
        return contains(hash.getLong(), hash.getLong());
    }

    /** Forgets every bucket all of which is too old. */
    void forgetOld() {
        long first = oldestKept().toEpochMilli() / bucketMillis;
        Map<Long, Bucket> old = buckets.headMap(first);
        old.values().forEach(bucket -> {
            forgotten(bucket.latest);
            size -= bucket.ids.size();
        });
        old.clear();
    }

    /** What was finished later is remembered. {@link Instant#EPOCH} when nothing was ever forgotten. */
    Instant forgottenUntil() {
        return forgottenUntil;
    }

    int size() {
        return size;
    }

    /** What the ids take of the heap, but for some hundred bytes. */
    long bytes() {
        return buckets.values().stream().mapToLong(bucket -> bucket.ids.bytes()).sum();
    }

    private boolean contains(long high, long low) {
        return buckets.values().stream().anyMatch(bucket -> bucket.ids.contains(high, low));
    }

    private Instant oldestKept() {
        long since = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - newestSeenAt);
        return newest.plusMillis(Math.max(0, since)).minus(age);
    }

    private void forgotten(Instant finishedAt) {
        forgottenUntil = later(forgottenUntil, finishedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
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
