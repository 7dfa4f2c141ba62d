package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic for one lane. It hands records to the lane, pauses partitions without room, and commits only finished
 * offsets; these commits also confirm that this worker owns the partitions. One thread owns consumer and ledgers. Finished
 * records reach it through a queue, which the room in the lane bounds. It ends after {@link #close}, or after a failure that it
 * cannot repair; then {@link #ended} completes exceptionally.
 */
public final class LaneLoop implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LaneLoop.class);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Consumer<byte[], byte[]> consumer;
    private final LaneWork work;
    private final LaneTiming timing;
    private final Supplier<PartitionLedger> ledgers;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    private final ConcurrentLinkedQueue<Completion> completions = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final LaneGauges gauges = new LaneGauges();
    private final Commits commits;

    private record Completion(TopicPartition partition, PartitionLedger ledger, long offset) {}

    /** @param consumer not subscribed yet; owned by this loop from now on */
    public LaneLoop(
            Consumer<byte[], byte[]> consumer, String topic, LaneWork work, LaneTiming timing, LongSupplier nanoTime) {
        this(consumer, topic, work, timing, nanoTime, PartitionLedger::new);
    }

    LaneLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            LaneWork work,
            LaneTiming timing,
            LongSupplier nanoTime,
            Supplier<PartitionLedger> ledgers) {
        this.ledgers = ledgers;
        this.consumer = consumer;
        this.work = work;
        this.timing = timing;
        this.nanoTime = nanoTime;
        this.commits = new Commits(consumer, assignments, timing, nanoTime, gauges);
        consumer.subscribe(Set.of(topic), new Rebalance());
    }

    /** Completes when the loop has ended; exceptionally if a failure ended it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public LaneGauges gauges() {
        return gauges;
    }

    /** Asks the loop to finish work in flight, commit and leave the group. {@link #ended} completes when it has. Any thread. */
    public void close() {
        closing.set(true);
    }

    @Override
    public void run() {
        try {
            while (!closing.get()) {
                round();
            }
            giveUp(assignments.keySet());
            closeConsumer();
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            // A fatal error of Kafka's or a mistake of ours: the process ends, and another worker takes over.
            log.atError().addKeyValue("failure", e.getClass().getName()).log("a failure has ended the lane");
            closeConsumer();
            ended.completeExceptionally(e);
        }
    }

    void round() {
        takeCompletions();
        work.round();
        makeRoom();
        for (ConsumerRecord<byte[], byte[]> record : poll()) {
            deliver(record);
        }
        commits.sendIfDue();
        gauges.update(nanoTime.getAsLong(), assignments.size(), inFlight(), gap());
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RetriableException e) {
            log.atWarn().addKeyValue("failure", e.getClass().getName()).log("poll failed: it is tried again");
            return List.of();
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Assignment assignment = assignments.get(partition);
        if (assignment == null) {
            throw new IllegalStateException("a record of " + partition + ", which is not assigned");
        }
        assignment.ledger().begin(record.offset());
        Completion completion = new Completion(partition, assignment.ledger(), record.offset());
        work.accept(new Delivery(record, assignment.ownership(), () -> completions.add(completion)));
    }

    private void takeCompletions() {
        Completion done;
        while ((done = completions.poll()) != null) {
            Assignment assignment = assignments.get(done.partition);
            if (assignment != null && assignment.ledger() == done.ledger) {
                done.ledger.finish(done.offset);
            }
        }
    }

    private void makeRoom() {
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> free = new ArrayList<>();
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition partition : assignments.keySet()) {
            boolean room = work.hasRoom(partition);
            if (room == paused.contains(partition)) {
                (room ? free : full).add(partition);
            }
        }
        consumer.pause(full);
        consumer.resume(free);
    }

    /** Finishes work in flight of these partitions as far as the limit allows, commits it and gives the partitions up. */
    private void giveUp(Collection<TopicPartition> leaving) {
        // Closing the consumer also revokes partitions that were given up before. Nothing waits for them twice.
        List<TopicPartition> partitions =
                leaving.stream().filter(assignments::containsKey).toList();
        partitions.forEach(this::leave);
        work.revoked(partitions);
        long end = nanoTime.getAsLong() + timing.drainLimit().toNanos();
        while (partitions.stream().anyMatch(work::isWorking) && nanoTime.getAsLong() - end < 0) {
            LockSupport.parkNanos(POLL.toNanos() / 4);
        }
        takeCompletions();
        commits.now(partitions);
        partitions.forEach(this::end);
    }

    private void closeConsumer() {
        try {
            consumer.close(CloseOptions.timeout(timing.kafkaLimit()));
        } catch (KafkaException e) {
            log.atWarn().addKeyValue("failure", e.getClass().getName()).log("consumer closed with a failure");
        } finally {
            // This comes last, because closing the consumer still reports partitions.
            work.closed(timing.kafkaLimit());
        }
    }

    private int inFlight() {
        return assignments.values().stream().mapToInt(a -> a.ledger().size()).sum();
    }

    private long gap() {
        return assignments.values().stream()
                .mapToLong(a -> a.ledger().gap())
                .max()
                .orElse(0);
    }

    private void leave(TopicPartition partition) {
        Assignment assignment = assignments.get(partition);
        if (assignment != null) {
            assignment.ownership().leave();
        }
    }

    private void end(TopicPartition partition) {
        Assignment assignment = assignments.remove(partition);
        if (assignment != null) {
            assignment.ownership().end();
        }
    }

    /** Called within poll, so on the loop's thread. */
    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> assignments.put(
                    partition, new Assignment(ledgers.get(), new Ownership(nanoTime, timing.sessionTimeout()))));
            work.assigned(partitions);
            commits.soon();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            giveUp(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            log.atWarn().addKeyValue("partitions", partitions.size()).log("partitions were lost");
            partitions.forEach(LaneLoop.this::end);
            work.revoked(partitions);
        }
    }
}
