package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka's own mock, with rebalances on its poll thread, commits that can fail, and a memory for both. */
final class FakeConsumer extends MockConsumer<byte[], byte[]> {

    static final String TOPIC = "authorization-codes";

    private final List<Long> commits = new CopyOnWriteArrayList<>();
    private volatile @Nullable KafkaException commitFailure;
    private volatile @Nullable ConsumerRebalanceListener listener;

    FakeConsumer() {
        super("earliest");
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** The offsets that the group accepted for partition 0, in their order. */
    List<Long> commits() {
        return List.copyOf(commits);
    }

    long committed() {
        return commits.isEmpty() ? -1 : commits.get(commits.size() - 1);
    }

    void failCommits(@Nullable KafkaException failure) {
        commitFailure = failure;
    }

    void assign(TopicPartition... partitions) {
        schedulePollTask(() -> {
            List.of(partitions).forEach(partition -> updateBeginningOffsets(Map.of(partition, 0L)));
            rebalance(List.of(partitions));
        });
    }

    void record(int partition, long offset) {
        schedulePollTask(() -> addRecord(new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], new byte[0])));
    }

    void revokeAll() {
        schedulePollTask(() -> {
            listening().onPartitionsRevoked(assignment());
            rebalance(List.of());
        });
    }

    void loseAll() {
        schedulePollTask(() -> {
            listening().onPartitionsLost(assignment());
            rebalance(List.of());
        });
    }

    private ConsumerRebalanceListener listening() {
        ConsumerRebalanceListener found = listener;
        if (found == null) {
            throw new IllegalStateException("nobody has subscribed");
        }
        return found;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalances) {
        listener = rebalances;
        super.subscribe(topics, rebalances);
    }

    /** The mock returns at once; a loop around it need not spin. */
    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        return super.poll(timeout);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        KafkaException failure = commitFailure;
        if (failure != null) {
            callback.onComplete(offsets, failure);
            return;
        }
        remember(offsets);
        super.commitAsync(offsets, callback);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        KafkaException failure = commitFailure;
        if (failure != null) {
            throw failure;
        }
        remember(offsets);
        super.commitSync(offsets, timeout);
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        OffsetAndMetadata offset = offsets.get(partition(0));
        if (offset != null) {
            commits.add(offset.offset());
        }
    }

    /** As the real one does: what is still assigned is revoked first. */
    @Override
    public void close(CloseOptions option) {
        if (!closed() && !assignment().isEmpty()) {
            listening().onPartitionsRevoked(assignment());
        }
        super.close(option);
    }
}
