package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** What a poll loop works for. All methods are called by its thread and must not block for long. */
public interface LaneWork {

    /** A record to work on. */
    void accept(Delivery delivery);

    /** Whether there is room for more records of this partition; if not, it is paused until there is. */
    boolean hasRoom(TopicPartition partition);

    /** Whether work on a record of this partition is under way right now, which does not count what waits. */
    boolean isWorking(TopicPartition partition);

    /** Partitions were assigned. */
    default void assigned(Collection<TopicPartition> partitions) {}

    /** Partitions are being revoked or are lost: what has not begun or waits is dropped. */
    default void revoked(Collection<TopicPartition> partitions) {}

    /** Called in every round of the loop. */
    default void round() {}

    /** Called at the loop's end. */
    default void closed(Duration limit) {}
}
