package io.tokenkeep.exchange.kafka;

import io.tokenkeep.kit.ids.IdsByTime;
import java.time.Duration;
import java.time.Instant;
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

    private final Duration age;
    private final LongSupplier nanoTime;
    private final IdsByTime ids;
    private Instant forgottenUntil = Instant.EPOCH;
    private Instant newest = Instant.EPOCH;
    private long newestSeenAt;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    FinishedCodes(Duration age, LongSupplier nanoTime) {
        this.age = age;
        this.nanoTime = nanoTime;
        this.ids = new IdsByTime(age.dividedBy(BUCKETS));
    }

    void add(String id, Instant finishedAt) {
        if (finishedAt.isAfter(newest)) {
            newest = finishedAt;
            newestSeenAt = nanoTime.getAsLong();
        }
        if (finishedAt.isAfter(newestTooOld())) {
            ids.add(id, finishedAt);
        } else {
            forgotten(finishedAt);
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    /** Forgets every bucket all of which is too old. */
    void forgetOld() {
        ids.forgetUntil(newestTooOld()).ifPresent(this::forgotten);
    }

    /** What was finished later is remembered. {@link Instant#EPOCH} when nothing was ever forgotten. */
    Instant forgottenUntil() {
        return forgottenUntil;
    }

    int size() {
        return ids.size();
    }

    /** What the ids take of the heap, but for some hundred bytes. */
    long bytes() {
        return ids.bytes();
    }

    /** Brokers count time in milliseconds. */
    private Instant newestTooOld() {
        long since = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - newestSeenAt);
        return newest.plusMillis(Math.max(0, since)).minus(age).minusMillis(1);
    }

    private void forgotten(Instant finishedAt) {
        if (finishedAt.isAfter(forgottenUntil)) {
            forgottenUntil = finishedAt;
        }
    }
}
