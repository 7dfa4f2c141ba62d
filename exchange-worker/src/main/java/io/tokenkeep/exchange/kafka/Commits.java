package io.tokenkeep.exchange.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of finished records. A commit that the group accepts also proves that this worker owns the partitions. A
 * failed commit is repeated by the next one, which has the same or higher offsets. Poll thread only.
 */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Assignment> assignments;
    private final LaneTiming timing;
    private final LongSupplier nanoTime;
    private final LaneGauges gauges;
    private long lastSent;

    /** @param assignments owned by the loop, which changes it */
    Commits(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Assignment> assignments,
            LaneTiming timing,
            LongSupplier nanoTime,
            LaneGauges gauges) {
        this.consumer = consumer;
        this.assignments = assignments;
        this.timing = timing;
        this.nanoTime = nanoTime;
        this.gauges = gauges;
        this.lastSent = nanoTime.getAsLong();
    }

    /** Partitions were assigned. Ownership is sure only after a commit, so the first commit is sent at once. */
    void soon() {
        long now = nanoTime.getAsLong();
        lastSent = now - timing.confirmNanos();
        gauges.confirmed(now);
    }

    /** Sends a commit if offsets have moved for a while, or if ownership has to be confirmed. */
    void sendIfDue() {
        long now = nanoTime.getAsLong();
        long since = now - lastSent;
        boolean moved = assignments.values().stream().anyMatch(a -> a.ledger().moved());
        gauges.uncommitted(moved, now);
        if (assignments.isEmpty() || since < (moved ? timing.commitNanos() : timing.confirmNanos())) {
            return;
        }
        lastSent = now;
        Map<TopicPartition, OffsetAndMetadata> offsets;
        try {
            offsets = committable(assignments.keySet());
        } catch (RetriableException e) {
            return; // A position that is not known right now: without the broker there is nothing to commit to either.
        }
        Map<TopicPartition, Assignment> sent = Map.copyOf(assignments);
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure == null) {
                acknowledged(sent, offsets, now);
                gauges.committed(now);
            } else {
                gauges.commitFailed();
                log.atDebug()
                        .addKeyValue("failure", failure.getClass().getName())
                        .log("commit failed");
            }
        });
    }

    /** The last commit of partitions that are given up. */
    void now(Collection<TopicPartition> partitions) {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = committable(partitions);
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, timing.kafkaLimit());
            }
        } catch (KafkaException e) {
            // The next owner reads these records again, and recognises what was finished.
            gauges.commitFailed();
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("the last commit of revoked partitions failed");
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.get(partition);
            if (assignment != null) {
                // Polled records begin at once, so no unread record lies below the position.
                assignment.ledger().advance(consumer.position(partition, timing.kafkaLimit()));
                assignment.ledger().committable().ifPresent(o -> offsets.put(partition, new OffsetAndMetadata(o)));
            }
        }
        return offsets;
    }

    private static void acknowledged(
            Map<TopicPartition, Assignment> sent, Map<TopicPartition, OffsetAndMetadata> offsets, long sentAt) {
        sent.forEach((partition, assignment) -> {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset != null) {
                assignment.ledger().committed(offset.offset());
                assignment.ownership().confirmed(sentAt);
            }
        });
    }
}
