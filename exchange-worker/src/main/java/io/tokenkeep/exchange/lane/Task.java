package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.Delivery;

/** A record in a lane, with its job. Lives on the lane's event loop. */
final class Task {

    private final Delivery delivery;
    private final Job job;
    private final long acceptedAt;
    private long timer;

    Task(Delivery delivery, Job job, long acceptedAt) {
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

    /** The timer that ends its wait. */
    long timer() {
        return timer;
    }

    void timer(long id) {
        timer = id;
    }
}
