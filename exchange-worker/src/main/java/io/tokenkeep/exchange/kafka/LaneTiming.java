package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/**
 * A poll loop's times.
 *
 * @param sessionTimeout after which the group takes a silent member's partitions away
 * @param drainLimit how long what is in flight may take to finish when partitions are given up
 */
public record LaneTiming(Duration sessionTimeout, Duration drainLimit) {

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final Duration KAFKA_LIMIT = Duration.ofSeconds(5);

    /** How soon something finished is committed. */
    long commitNanos() {
        return COMMIT_INTERVAL.toNanos();
    }

    /** How often ownership is confirmed by a commit when nothing moves: three times within what it proves. */
    long confirmNanos() {
        return sessionTimeout.toNanos() / 6;
    }

    /** The longest one call to Kafka may delay the loop. */
    Duration kafkaLimit() {
        return KAFKA_LIMIT.compareTo(sessionTimeout) < 0 ? KAFKA_LIMIT : sessionTimeout;
    }
}
