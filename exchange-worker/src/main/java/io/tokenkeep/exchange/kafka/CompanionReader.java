package io.tokenkeep.exchange.kafka;

import io.tokenkeep.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic beside the topic of a lane: the same partitions that the group assigned to the lane, from the beginning, and then
 * follows them. A partition has caught up once its end offset at the time of the assignment is reached. Each partition catches up
 * alone, so one without a leader delays no other. While {@link Companion#isFull}, partitions that have not caught up wait, and all others too unless {@link Companion#isFollowedWhenFull}. Used
 * by the lane's poll thread only, except for {@link #whenReadToEnd}.
 */
public final class CompanionReader {

    private static final Logger log = LoggerFactory.getLogger(CompanionReader.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String laneTopic;
    private final String topic;
    private final Companion companion;
    private final InstantSource clock;
    /** Assigned partitions whose end offset is not known yet. */
    private final Set<TopicPartition> unmeasured = new HashSet<>();

    /** Of those, the partitions whose end offset could not be read, and when to ask again. */
    private final Map<TopicPartition, Instant> askAgain = new HashMap<>();

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<TopicPartition> behind = new HashSet<>();
    private final ConcurrentLinkedQueue<Waiting> asked = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, Waiters> waiting = new HashMap<>();

    /**
     * Where records are read from.
     *
     * @param consumer a consumer without a group
     * @param names the names of the topics on the cluster
     */
    public record Source(Consumer<byte[], byte[]> consumer, TopicNames names) {}

    /** What is run on the poll thread at the end of a wait. */
    @FunctionalInterface
    public interface ReadTo {

        /**
         * Ends the wait.
         *
         * @param reached whether everything was read; false only at the bound, if nothing is read there: see
         *     {@link Companion#isFollowedWhenFull}
         */
        void end(boolean reached);
    }

    /** Somebody who waits until a partition is read to its present end. */
    private record Waiting(int partition, ReadTo then) {}

    /** Those who wait for this end offset. */
    private record Waiters(long end, List<ReadTo> then) {

        Waiters with(Waiters later) {
            return new Waiters(
                    later.end, Stream.concat(then.stream(), later.then.stream()).toList());
        }
    }

    /**
     * @param source owned by this reader from now on
     * @param laneTopic the lane's topic, by its name in the catalogue
     * @param topic the topic to read, by its name in the catalogue
     */
    public CompanionReader(Source source, String laneTopic, String topic, Companion companion, InstantSource clock) {
        this.consumer = source.consumer;
        this.laneTopic = source.names.onCluster(laneTopic);
        this.topic = source.names.onCluster(topic);
        this.companion = companion;
        this.clock = clock;
    }

    /** Partitions of the lane's topic were assigned. */
    public void assigned(Collection<TopicPartition> partitions) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        for (TopicPartition of : partitions) {
            TopicPartition partition = beside(of);
            companion.begin(partition.partition());
            all.add(partition);
            unmeasured.add(partition);
            behind.add(partition);
        }
        consumer.assign(all);
        consumer.seekToBeginning(partitions.stream().map(this::beside).toList());
    }

    /** Partitions of the lane's topic were revoked or lost. */
    public void revoked(Collection<TopicPartition> partitions) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        for (TopicPartition of : partitions) {
            TopicPartition partition = beside(of);
            all.remove(partition);
            unmeasured.remove(partition);
            askAgain.remove(partition);
            ends.remove(partition);
            behind.remove(partition);
            companion.forget(partition.partition());
        }
        consumer.assign(all);
        wake();
    }

    /** Takes in the records that have arrived. Without a broker it waits at most a second and tries again in the next round. */
    public void round() {
        List<Waiting> fresh = drain();
        if (consumer.assignment().isEmpty()) {
            fresh.forEach(each -> each.then.end(true));
            return;
        }
        try {
            measure(fresh);
            measure();
            companion.everyRound();
            makeRoom();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                companion.take(record, isOld(record));
            }
            catchUp();
            wake();
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("failure", e.getClass().getName())
                    .log("records could not be read: it is tried again");
        }
    }

    public void close(Duration limit) {
        drain().forEach(each -> each.then.end(true));
        waiting.values().forEach(waiters -> waiters.then.forEach(each -> each.end(true)));
        waiting.clear();
        consumer.close(CloseOptions.timeout(limit));
    }

    /**
     * Runs {@code then} on the poll thread once every record is taken in that the partition held when this was called, or when
     * the partition is no longer assigned, or at the bound if nothing is read there. Any thread.
     */
    public void whenReadToEnd(int partition, ReadTo then) {
        asked.add(new Waiting(partition, then));
    }

    /**
     * Asks for all end offsets at once; if that fails, for one partition after the other. At most one failure costs time per
     * round.
     */
    private void measure() {
        Instant now = clock.instant();
        List<TopicPartition> fresh =
                unmeasured.stream().filter(p -> !askAgain.containsKey(p)).toList();
        List<TopicPartition> failed = askAgain.entrySet().stream()
                .filter(again -> !now.isBefore(again.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (fresh.size() > 1 && measured(fresh)) {
            return;
        }
        for (TopicPartition partition :
                Stream.concat(fresh.stream(), failed.stream()).toList()) {
            if (!measured(List.of(partition))) {
                askAgain.put(partition, now.plus(ASK_AGAIN));
                return;
            }
        }
    }

    private boolean measured(List<TopicPartition> partitions) {
        try {
            Stream<TopicPartition> lane = partitions.stream().map(this::inLane);
            consumer.endOffsets(Stream.concat(partitions.stream(), lane).toList(), LIMIT)
                    .forEach(this::endsAt);
            unmeasured.removeAll(partitions);
            partitions.forEach(askAgain::remove);
            return true;
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .addKeyValue("partitions", partitions)
                    .log("end offsets are not known: they are asked for again");
            return false;
        }
    }

    private void endsAt(TopicPartition partition, long end) {
        if (partition.topic().equals(laneTopic)) {
            companion.laneEndsAt(partition.partition(), end);
        } else {
            ends.put(partition, end);
        }
    }

    private List<Waiting> drain() {
        List<Waiting> fresh = new ArrayList<>();
        Waiting next;
        while ((next = asked.poll()) != null) {
            fresh.add(next);
        }
        return fresh;
    }

    /** All who ask for one partition in one round wait for the same end offset. If it is not known now, they ask again. */
    private void measure(List<Waiting> fresh) {
        Map<TopicPartition, List<ReadTo>> byPartition = new HashMap<>();
        for (Waiting each : fresh) {
            TopicPartition partition = new TopicPartition(topic, each.partition);
            if (consumer.assignment().contains(partition)) {
                byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(each.then);
            } else {
                each.then.end(true);
            }
        }
        if (byPartition.isEmpty()) {
            return;
        }
        try {
            consumer.endOffsets(byPartition.keySet(), LIMIT)
                    .forEach((partition, end) -> waiting.merge(
                            partition,
                            new Waiters(end, byPartition.getOrDefault(partition, List.of())),
                            Waiters::with));
        } catch (RetriableException e) {
            byPartition.forEach(
                    (partition, then) -> then.forEach(each -> asked.add(new Waiting(partition.partition(), each))));
            throw e;
        }
    }

    private void wake() {
        waiting.entrySet().removeIf(entry -> {
            boolean reached =
                    !consumer.assignment().contains(entry.getKey()) || position(entry.getKey()) >= entry.getValue().end;
            boolean over = reached || (companion.isFull() && !companion.isFollowedWhenFull());
            if (over) {
                entry.getValue().then.forEach(each -> each.end(reached));
            }
            return over;
        });
    }

    /** At the bound nothing is forgotten. Partitions wait until there is room. */
    private void makeRoom() {
        consumer.resume(Set.copyOf(consumer.paused()));
        if (companion.isFull()) {
            consumer.pause(companion.isFollowedWhenFull() ? behind : consumer.assignment());
        }
    }

    private void catchUp() {
        behind.removeIf(partition -> {
            Long end = ends.get(partition);
            boolean reached = end != null && position(partition) >= end;
            if (reached) {
                companion.caughtUp(partition.partition());
            }
            return reached;
        });
    }

    /** Does not wait: polling finds the position once the partition has a leader. */
    private long position(TopicPartition partition) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (RetriableException e) {
            return -1;
        }
    }

    /** Whether the record was there before its partition was assigned, so that an earlier owner has taken it in too. */
    private boolean isOld(ConsumerRecord<byte[], byte[]> record) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        return end == null || record.offset() < end;
    }

    private TopicPartition inLane(TopicPartition partition) {
        return new TopicPartition(laneTopic, partition.partition());
    }

    private TopicPartition beside(TopicPartition ofLane) {
        return new TopicPartition(topic, ofLane.partition());
    }
}
