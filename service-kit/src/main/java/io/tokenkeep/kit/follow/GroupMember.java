package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions of a topic this instance owns, as a consumer group of Kafka divides them among the instances. It reads no record: a
 * {@link TopicFollower} does. For a moment two instances may both believe that they own a partition, so what an owner does must bear being
 * done twice. One thread runs it; every other method is for any thread.
 */
public final class GroupMember implements Component {

    private static final Duration POLL = Duration.ofMillis(500);

    private final String name;
    private final Topic<?> topic;
    private final String group;
    /** By the partition, where it ended when this instance got it. */
    private final Map<Integer, Long> owned = new ConcurrentHashMap<>();

    private volatile @Nullable ConsumerLoop loop;
    private volatile boolean closed;
    private volatile boolean joined;

    /**
     * Joins nothing; {@link #run} does.
     *
     * @param name of this component of the service's health
     * @param topic under the name it has on the cluster
     * @param group its name on the cluster
     */
    public GroupMember(String name, Topic<?> topic, String group) {
        this.name = name;
        this.topic = topic;
        this.group = group;
    }

    /** Its name on the cluster. */
    public String group() {
        return group;
    }

    /**
     * The offset of the end of this partition when this instance got it; empty if it does not own it. An owner that has not read so far
     * does not know what the owner before has done.
     */
    public OptionalLong ownedSince(int partition) {
        Long end = owned.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    /**
     * Is a member until {@link #close}.
     *
     * @param consumers makes a consumer of the group, which this closes
     */
    public void run(Supplier<Consumer<byte[], byte[]>> consumers) {
        ConsumerLoop running = new ConsumerLoop(topic.name(), consumers, this::join);
        loop = running;
        if (!closed) {
            running.run();
        }
        owned.clear();
    }

    private void join(Consumer<byte[], byte[]> consumer) {
        owned.clear();
        joined = false;
        consumer.subscribe(List.of(topic.name()), new Owning(consumer));
        ConsumerLoop running = loop;
        while (running != null && !running.isClosed()) {
            consumer.poll(POLL);
        }
    }

    /** Called within a poll, on its thread. */
    private final class Owning implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        private Owning(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // So that polling fetches nothing.
            consumer.pause(partitions);
            consumer.endOffsets(partitions).forEach((partition, end) -> owned.put(partition.partition(), end));
            joined = true;
            ConsumerLoop running = loop;
            if (running != null) {
                running.works();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.remove(partition.partition()));
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** Fails until it has joined the group, and while the group cannot be reached. */
    @Override
    public CheckResult check() {
        ConsumerLoop running = loop;
        String failure = running == null ? null : running.failure();
        if (failure != null) {
            return CheckResult.failed(failure);
        }
        return joined ? CheckResult.ok() : CheckResult.failed("not in the group yet");
    }

    /** Makes {@link #run} return soon, and does not wait for it. */
    @Override
    public void close() {
        closed = true;
        ConsumerLoop running = loop;
        if (running != null) {
            running.close();
        }
    }
}
