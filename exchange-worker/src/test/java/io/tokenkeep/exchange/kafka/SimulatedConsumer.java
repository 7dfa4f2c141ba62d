package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer in a {@link SimulatedGroup}, single-threaded: rebalances cooperatively within poll, learns of its expulsion
 * late, and its asynchronous commits reach the broker some time later, fail, or succeed without its hearing of it.
 */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {

    private static final String TOPIC = "authorization-codes";
    private static final int MOST_RECORDS = 5;

    private final SimulatedGroup group;
    private final Map<TopicPartition, Long> positions = new TreeMap<>((a, b) -> a.partition() - b.partition());
    private final Set<TopicPartition> stopped = new HashSet<>();
    private final Deque<Commit> sent = new ArrayDeque<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final boolean hearsOfLoss;
    private @Nullable ConsumerRebalanceListener listener;
    private boolean calm;
    private boolean frozen;
    private boolean joined;
    private long lastHeartbeat;
    private int failures;

    private record Commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    /** @param hearsOfLoss false makes a consumer whose loop goes on as if nothing had been lost */
    SimulatedConsumer(SimulatedGroup group, boolean hearsOfLoss) {
        super("earliest");
        this.group = group;
        this.hearsOfLoss = hearsOfLoss;
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** From here on nothing fails at random. */
    void calm() {
        calm = true;
        frozen = false;
    }

    boolean frozen() {
        return frozen;
    }

    void freeze(boolean is) {
        frozen = is;
    }

    long lastHeartbeat() {
        return lastHeartbeat;
    }

    void heartbeat(long nanos) {
        lastHeartbeat = nanos;
    }

    int failures() {
        return failures;
    }

    @Override
    public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener reported) {
        listener = reported;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (joined && !group.isMember(this)) {
            lose();
        }
        if (!joined) {
            joined = true;
            group.join(this);
        }
        deliverSent();
        while (!answers.isEmpty()) {
            answers.poll().run();
        }
        revoke();
        assign();
        return fetch();
    }

    private void lose() {
        joined = false;
        while (!sent.isEmpty()) {
            Commit commit = sent.poll();
            answers.add(() -> commit.callback().onComplete(commit.offsets(), new CommitFailedException()));
        }
        List<TopicPartition> lost = List.copyOf(positions.keySet());
        positions.clear();
        stopped.clear();
        if (hearsOfLoss && !lost.isEmpty()) {
            listening().onPartitionsLost(lost);
        }
    }

    private void revoke() {
        List<TopicPartition> moving = positions.keySet().stream()
                .filter(p -> !group.shallOwn(this, p.partition()))
                .toList();
        if (!moving.isEmpty() && (calm || randomly(2))) {
            listening().onPartitionsRevoked(moving);
            // The broker hears of the release on the connection that the commits went over before.
            deliverAll();
            moving.forEach(this::release);
        }
    }

    private void release(TopicPartition partition) {
        positions.remove(partition);
        stopped.remove(partition);
        group.released(partition.partition());
    }

    private void assign() {
        List<TopicPartition> given = new ArrayList<>();
        for (int p = 0; p < SimulatedGroup.PARTITIONS; p++) {
            if (group.take(this, p)) {
                positions.put(partition(p), group.verifier().committed(p));
                given.add(partition(p));
            }
        }
        if (!given.isEmpty()) {
            listening().onPartitionsAssigned(given);
        }
    }

    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        positions.replaceAll((partition, position) -> {
            if (stopped.contains(partition)) {
                return position;
            }
            SimulatedLog log = group.log(partition.partition());
            List<Long> offsets = log.from(position, group.random().nextInt(MOST_RECORDS) + 1);
            if (offsets.isEmpty()) {
                // Nothing to hand out, but the fetch has passed what holds no record.
                return calm || randomly(2) ? Long.valueOf(log.end()) : position;
            }
            fetched.put(
                    partition,
                    offsets.stream()
                            .map(offset -> new ConsumerRecord<>(
                                    TOPIC, partition.partition(), offset, new byte[0], new byte[0]))
                            .toList());
            return offsets.get(offsets.size() - 1) + 1;
        });
        return new ConsumerRecords<>(fetched, Map.of());
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        sent.add(new Commit(Map.copyOf(offsets), callback));
    }

    /** What was sent reaches the broker in its order, and an answer comes back, or none in time. */
    private void deliverSent() {
        while (!sent.isEmpty() && (calm || randomly(2))) {
            Commit commit = sent.remove();
            Exception failure = null;
            if (!group.isMember(this)) {
                failure = new CommitFailedException();
            } else if (!calm && randomly(6)) {
                failure = new RetriableCommitFailedException(new RebalanceInProgressException());
            } else {
                apply(commit.offsets());
                failure = !calm && randomly(8) ? new RetriableCommitFailedException(new TimeoutException()) : null;
            }
            failures += failure == null ? 0 : 1;
            Exception reported = failure;
            answers.add(() -> commit.callback().onComplete(commit.offsets(), reported));
        }
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        // As the real one: what was sent before is answered first.
        deliverAll();
        if (!group.isMember(this)) {
            failures++;
            throw new CommitFailedException();
        }
        if (!calm && randomly(5)) {
            failures++;
            throw new TimeoutException();
        }
        apply(offsets);
        if (!calm && randomly(5)) {
            failures++;
            throw new TimeoutException();
        }
    }

    private void deliverAll() {
        while (!sent.isEmpty()) {
            deliverSent();
        }
    }

    private void apply(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> group.verifier()
                .committed(partition.partition(), offset.offset(), group.owns(this, partition.partition())));
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        if (!calm && randomly(40)) {
            throw new TimeoutException();
        }
        Long position = positions.get(partition);
        if (position == null) {
            if (hearsOfLoss) {
                throw new IllegalStateException(partition + " is not assigned");
            }
            return 0;
        }
        return position;
    }

    @Override
    public synchronized Set<TopicPartition> paused() {
        return Set.copyOf(stopped);
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        stopped.addAll(partitions);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        stopped.removeAll(partitions);
    }

    @Override
    public void close(CloseOptions option) {
        group.leave(this);
    }

    private ConsumerRebalanceListener listening() {
        ConsumerRebalanceListener found = listener;
        if (found == null) {
            throw new IllegalStateException("nobody has subscribed");
        }
        return found;
    }

    private boolean randomly(int oneIn) {
        return group.random().nextInt(oneIn) == 0;
    }
}
