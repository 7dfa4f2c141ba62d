package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** The work behind a poll loop. The loop's thread calls all methods, which must not block for long. */
public interface LaneWork {

    /** Takes a record to work on. */
    void accept(Delivery delivery);

    /** Whether there is room for more records of this partition. Without room the partition is paused. */
    boolean hasRoom(TopicPartition partition);

    /** Whether a record of this partition is being worked on now. Records that wait do not count. */
    boolean isWorking(TopicPartition partition);

    /** Partitions were assigned. */
    default void assigned(Collection<TopicPartition> partitions) {}

    /** Partitions are being revoked or are lost. Records that have not begun or that wait are dropped. */
    default void revoked(Collection<TopicPartition> partitions) {}

    /** Called in every round of the loop. */
    default void round() {}

    /** Called at the loop's end. */
    default void closed(Duration limit) {}
}
