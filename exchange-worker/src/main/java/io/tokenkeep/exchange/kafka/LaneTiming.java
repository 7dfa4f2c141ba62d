package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/**
 * The times of a poll loop.
 *
 * @param sessionTimeout time after which the group reassigns a silent member's partitions
 * @param drainLimit how long work in flight may take to finish when partitions are given up
 */
public record LaneTiming(Duration sessionTimeout, Duration drainLimit) {

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final Duration KAFKA_LIMIT = Duration.ofSeconds(5);

    /** The time after which something finished is committed. */
    long commitNanos() {
        return COMMIT_INTERVAL.toNanos();
    }

    /** The time between two commits that only confirm ownership: a third of the time that one of them proves. */
    long confirmNanos() {
        return sessionTimeout.toNanos() / 6;
    }

    /** The longest time for which one call to Kafka may block the loop. */
    Duration kafkaLimit() {
        return KAFKA_LIMIT.compareTo(sessionTimeout) < 0 ? KAFKA_LIMIT : sessionTimeout;
    }
}
