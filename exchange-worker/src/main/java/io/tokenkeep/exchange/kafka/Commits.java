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
 * Commits what is finished, and by that confirms what is ours: a commit that the group accepts proves it. A commit that
 * fails is repeated by the next one, which is never later. The poll thread's.
 */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Assignment> assignments;
    private final LaneTiming timing;
    private final LongSupplier nanoTime;
    private final LaneGauges gauges;
    private long lastSent;

    /** @param assignments the loop's own, which it changes */
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

    /** Partitions came: ownership is sure only after a commit, so the first one does not wait its turn. */
    void soon() {
        long now = nanoTime.getAsLong();
        lastSent = now - timing.confirmNanos();
        gauges.confirmed(now);
    }

    /** Sends a commit when something moved a while ago, or when ownership wants confirming. */
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
            // Somebody else will read these again; what was finished is recognised there.
            gauges.commitFailed();
            log.atWarn().addKeyValue("failure", e.getClass().getName()).log("last commit failed");
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.get(partition);
            if (assignment != null) {
                // Polled records are begun at once, so below the position there is nothing unread.
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
