package io.tokenkeep.exchange.kafka;

import io.tokenkeep.kit.ids.IdsByTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The ids of finished codes, by the broker time at which they were finished. An id that is older than the given age is
 * forgotten, a bucket at a time. The age counts from the newest finish, and from there by a monotonic clock. So no clock of
 * this machine forgets an id too soon, and time without any worker does not count. One thread at a time.
 */
final class FinishedCodes {

    /** The age has this many buckets, so an id is forgotten at most a sixteenth of the age late. */
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

    /** Forgets each bucket that is completely too old. */
    void forgetOld() {
        ids.forgetUntil(newestTooOld()).ifPresent(this::forgotten);
    }

    /** Every code that was finished later is remembered. {@link Instant#EPOCH} if nothing was ever forgotten. */
    Instant forgottenUntil() {
        return forgottenUntil;
    }

    int size() {
        return ids.size();
    }

    /** The heap that the ids take, in bytes, apart from some hundred bytes. */
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
