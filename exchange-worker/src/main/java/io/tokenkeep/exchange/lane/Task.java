package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.Delivery;

/** A record in a lane, with its job. Used on the lane's event loop only. */
final class Task {

    private final Delivery delivery;
    private final Job job;
    private final long acceptedAt;
    private final long sequence;
    private long lastCallAt;
    private long timer;

    Task(Delivery delivery, Job job, long acceptedAt, long sequence) {
        this.sequence = sequence;
        this.delivery = delivery;
        this.job = job;
        this.acceptedAt = acceptedAt;
    }

    Delivery delivery() {
        return delivery;
    }

    Job job() {
        return job;
    }

    /** Monotonic time at which the lane took the record on. */
    long acceptedAt() {
        return acceptedAt;
    }

    /** The number of the task in its lane. Of two tasks with the same time the lower number goes first. */
    long sequence() {
        return sequence;
    }

    /** The monotonic time from which the job needs no call any more. Must not change while the task is in a sorted set. */
    long lastCallAt() {
        return lastCallAt;
    }

    void lastCallAt(long nanoTime) {
        lastCallAt = nanoTime;
    }

    /** The timer that ends the wait of the task. */
    long timer() {
        return timer;
    }

    void timer(long id) {
        timer = id;
    }
}
