package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/**
 * Bounds of a publisher.
 *
 * @param queue largest number of records that wait for the producer
 * @param offering how long a record is offered to a producer that cannot take it
 * @param closing how long closing may take
 */
public record PublisherLimits(int queue, Duration offering, Duration closing) {}
