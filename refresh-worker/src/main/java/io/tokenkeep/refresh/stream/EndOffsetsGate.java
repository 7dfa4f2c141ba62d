package io.tokenkeep.refresh.stream;

import io.tokenkeep.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Opens when a task has read up to the ends that its input partitions had when it started. Records that retention removed count
 * as read. If the last offsets hold only control records, no further record ever arrives. So when a task has not moved for a
 * while, the gap before the end is read. Brokers are asked in the background.
 */
public final class EndOffsetsGate implements StartGate {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After this many looks, two seconds apart, without movement, Streams counts as not reading any more. */
    private static final int STUCK = 15;

    private final Admin admin;
    private final GapReader gaps;
    private final TopicNames names;
    private final InstantSource clock;

    /** @param names the names of the inputs on the cluster */
    public EndOffsetsGate(Admin admin, GapReader gaps, TopicNames names, InstantSource clock) {
        this.admin = admin;
        this.gaps = gaps;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Watch watch(int partition) {
        return new TaskWatch(partition);
    }

    /** The end offset of each partition that holds records. */
    private CompletableFuture<Map<TopicPartition, Long>> ends(int partition) {
        return offsets(partition, OffsetSpec.earliest())
                .thenCombine(offsets(partition, OffsetSpec.latest()), EndOffsetsGate::unread)
                .toCompletableFuture();
    }

    private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> offsets(int partition, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted =
                Inputs.TOPICS.stream().collect(Collectors.toMap(topic -> on(topic, partition), topic -> which));
        return admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage();
    }

    private TopicPartition on(String topic, int partition) {
        return new TopicPartition(names.onCluster(topic), partition);
    }

    private static Map<TopicPartition, Long> unread(
            Map<TopicPartition, ListOffsetsResultInfo> begins, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        ends.forEach((topic, end) -> {
            ListOffsetsResultInfo begin = begins.get(topic);
            if (begin == null || begin.offset() < end.offset()) {
                unread.put(topic, end.offset());
            }
        });
        return Map.copyOf(unread);
    }

    /** One task's thread uses it; another thread only adds gaps that were found empty. */
    private final class TaskWatch implements Watch {

        private final int partition;
        private final Set<TopicPartition> emptyGaps = ConcurrentHashMap.newKeySet();
        private CompletableFuture<Map<TopicPartition, Long>> ends;
        private Map<TopicPartition, Long> left = Map.of();
        private Instant unmovedSince;
        /** How often in a row records were found that Streams does not give to the task. */
        private final AtomicInteger found = new AtomicInteger();

        TaskWatch(int partition) {
            this.partition = partition;
            this.ends = ends(partition);
            this.unmovedSince = clock.instant();
        }

        @Override
        public boolean passed(ToLongFunction<String> next) {
            if (ends.isCompletedExceptionally()) {
                ends = ends(partition);
            }
            if (!ends.isDone()) {
                return false;
            }
            Map<TopicPartition, Long> known = ends.join();
            Map<TopicPartition, Long> before = left;
            left = left(known, next);
            if (!left.equals(before)) {
                unmovedSince = clock.instant();
                found.set(0);
            } else if (clock.instant().isAfter(unmovedSince.plus(PATIENCE))) {
                unmovedSince = clock.instant();
                left.forEach((topic, at) -> gaps.look(
                        topic, at, known.getOrDefault(topic, at), () -> emptyGaps.add(topic), found::incrementAndGet));
            }
            return left.isEmpty();
        }

        @Override
        public boolean isStuck() {
            return found.get() >= STUCK;
        }

        @Override
        public Reading read(String topic, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            return gaps.read(on(topic, partition), from, to, reader);
        }

        @Override
        public Map<String, Long> unread() {
            Map<TopicPartition, Long> known = ends.join();
            return left.keySet().stream()
                    .collect(Collectors.toMap(
                            topic -> names.inCatalogue(topic.topic()), topic -> known.getOrDefault(topic, 0L)));
        }

        private Map<TopicPartition, Long> left(Map<TopicPartition, Long> known, ToLongFunction<String> next) {
            Map<TopicPartition, Long> unread = new HashMap<>();
            known.forEach((topic, end) -> {
                long at = next.applyAsLong(names.inCatalogue(topic.topic()));
                if (at < end && !emptyGaps.contains(topic)) {
                    unread.put(topic, at);
                }
            });
            return unread;
        }
    }
}
