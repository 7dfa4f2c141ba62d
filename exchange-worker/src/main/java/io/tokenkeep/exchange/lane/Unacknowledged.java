package io.tokenkeep.exchange.lane;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The records of a lane that Kafka has not acknowledged yet, and their times. Thread-safe. */
public final class Unacknowledged {

    /** A record's topic, and how long the record has not been acknowledged. */
    public record Oldest(String topic, Duration age) {}

    private record Published(String topic, long since) {}

    private final LongSupplier nanoTime;
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Published> records = new ConcurrentSkipListMap<>();

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public Unacknowledged(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A record is published. The returned ticket is for {@link #end}. */
    long begin(String topic) {
        long ticket = tickets.getAndIncrement();
        records.put(ticket, new Published(topic, nanoTime.getAsLong()));
        return ticket;
    }

    void end(long ticket) {
        records.remove(ticket);
    }

    /** The record that has waited longest; empty if all are acknowledged. */
    public Optional<Oldest> oldest() {
        Map.Entry<Long, Published> first = records.firstEntry();
        return first == null
                ? Optional.empty()
                : Optional.of(new Oldest(
                        first.getValue().topic(),
                        Duration.ofNanos(Math.max(
                                0, nanoTime.getAsLong() - first.getValue().since()))));
    }
}
