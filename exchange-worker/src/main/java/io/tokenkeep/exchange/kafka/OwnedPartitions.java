package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** A lane's work that also remembers which partitions this process owns. Any thread may ask. */
public final class OwnedPartitions implements LaneWork {

    private final LaneWork work;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    public OwnedPartitions(LaneWork work) {
        this.work = work;
    }

    public boolean contains(int partition) {
        return owned.contains(partition);
    }

    @Override
    public void accept(Delivery delivery) {
        work.accept(delivery);
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return work.hasRoom(partition);
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        return work.isWorking(partition);
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> owned.add(partition.partition()));
        work.assigned(partitions);
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> owned.remove(partition.partition()));
        work.revoked(partitions);
    }

    @Override
    public void round() {
        work.round();
    }

    @Override
    public void closed(Duration limit) {
        work.closed(limit);
    }
}
