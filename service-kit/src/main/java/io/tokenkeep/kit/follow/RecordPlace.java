package io.tokenkeep.kit.follow;

import java.time.Instant;

/**
 * Where and when the broker wrote a record of a followed topic.
 *
 * @param offset at least 0; within a partition a later record has a higher one
 */
public record RecordPlace(int partition, long offset, Instant writtenAt) {}
