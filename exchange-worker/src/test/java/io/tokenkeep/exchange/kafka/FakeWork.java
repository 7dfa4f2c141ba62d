package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A lane that does what its test says. */
final class FakeWork implements LaneWork {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Set<TopicPartition> full = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> working = ConcurrentHashMap.newKeySet();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException mistake;

    Delivery delivery(int index) {
        return deliveries.get(index);
    }

    List<Long> offsets() {
        return deliveries.stream().map(delivery -> delivery.record().offset()).toList();
    }

    /** The calls about partitions and the end, in their order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    void full(TopicPartition partition, boolean is) {
        change(full, partition, is);
    }

    void working(TopicPartition partition, boolean is) {
        change(working, partition, is);
    }

    void makeAMistake() {
        mistake = new IllegalArgumentException("a mistake");
    }

    private static void change(Set<TopicPartition> set, TopicPartition partition, boolean is) {
        if (is) {
            set.add(partition);
        } else {
            set.remove(partition);
        }
    }

    @Override
    public void accept(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return !full.contains(partition);
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        return working.contains(partition);
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            calls.add("assigned " + partitions.size());
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            calls.add("revoked " + partitions.size());
        }
    }

    @Override
    public void round() {
        RuntimeException failure = mistake;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void closed(Duration limit) {
        calls.add("closed");
    }
}
