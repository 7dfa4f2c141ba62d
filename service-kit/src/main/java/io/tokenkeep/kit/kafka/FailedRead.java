package io.tokenkeep.kit.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A record that cannot be unpacked in this process's memory.
 *
 * @param offset the position of its reader
 * @param readableFrom the first offset behind it that can be read; the end of the partition if there is none yet
 */
record FailedRead(TopicPartition partition, long offset, long readableFrom) {}
