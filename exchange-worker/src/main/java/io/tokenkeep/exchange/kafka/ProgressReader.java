package io.tokenkeep.exchange.kafka;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the progress of the assigned partitions from the beginning and follows it. A partition has caught up once its end
 * offset at the time of the assignment is reached. Each partition catches up alone, so one without a leader delays no other.
 * While {@link Progress} is full, partitions that have not caught up wait. Used by the code lane's poll thread only.
 */
public final class ProgressReader {

    /**
     * The key of an end of progress that belongs to no code; keys of codes are longer. It says nothing about the times of
     * codes.
     */
    public static final String SELF_TEST = "self-test";

    private static final Logger log = LoggerFactory.getLogger(ProgressReader.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration CLEANING = Duration.ofHours(1);

    /** Codes are kept for seven days and one segment, so an older answer belongs to no record that is read again. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final Consumer<byte[], byte[]> consumer;
    private final String codesTopic;
    private final String progressTopic;
    private final Progress progress;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable;
    private final InstantSource clock;
    private Instant cleaned;
    /** Assigned partitions whose end offset is not known yet. */
    private final Set<TopicPartition> unmeasured = new HashSet<>();

    /** Of those, the partitions whose end offset could not be read, and when to ask again. */
    private final Map<TopicPartition, Instant> askAgain = new HashMap<>();

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<TopicPartition> behind = new HashSet<>();

    /**
     * Where progress is read from.
     *
     * @param consumer a consumer without a group
     * @param names the names of the topics on the cluster
     */
    public record Source(Consumer<byte[], byte[]> consumer, TopicNames names) {}

    /**
     * @param source owned by this reader from now on
     * @param unreadable called with each unreadable record that arrived while its partition was assigned
     */
    public ProgressReader(
            Source source,
            Progress progress,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable,
            InstantSource clock) {
        this.clock = clock;
        this.cleaned = clock.instant();
        this.consumer = source.consumer;
        this.codesTopic = source.names.onCluster(Topics.AUTHORIZATION_CODES.name());
        this.progressTopic = source.names.onCluster(Topics.AUTHORIZATION_PROGRESS.name());
        this.progress = progress;
        this.unreadable = unreadable;
    }

    public void assigned(Collection<TopicPartition> codes) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        for (TopicPartition code : codes) {
            TopicPartition partition = progressOf(code);
            progress.begin(partition.partition());
            all.add(partition);
            unmeasured.add(partition);
            behind.add(partition);
        }
        consumer.assign(all);
        consumer.seekToBeginning(codes.stream().map(this::progressOf).toList());
    }

    public void revoked(Collection<TopicPartition> codes) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        for (TopicPartition code : codes) {
            TopicPartition partition = progressOf(code);
            all.remove(partition);
            unmeasured.remove(partition);
            askAgain.remove(partition);
            ends.remove(partition);
            behind.remove(partition);
            progress.forget(partition.partition());
        }
        consumer.assign(all);
    }

    /** Takes in the records that have arrived. Without a broker it waits at most a second and tries again in the next round. */
    public void round() {
        if (consumer.assignment().isEmpty()) {
            return;
        }
        try {
            measure();
            forgetOld();
            makeRoom();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                take(record);
            }
            catchUp();
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("progress could not be read: it is tried again");
        }
    }

    public void close(Duration limit) {
        consumer.close(CloseOptions.timeout(limit));
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
            Stream<TopicPartition> codes = partitions.stream().map(this::codesOf);
            consumer.endOffsets(Stream.concat(partitions.stream(), codes).toList(), LIMIT)
                    .forEach(this::endsAt);
            unmeasured.removeAll(partitions);
            partitions.forEach(askAgain::remove);
            return true;
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("failure", e.getClass().getName())
                    .addKeyValue("partitions", partitions)
                    .log("the end offset of progress is not known: it is asked for again");
            return false;
        }
    }

    private void endsAt(TopicPartition partition, long end) {
        if (partition.topic().equals(codesTopic)) {
            progress.codesEndAt(partition.partition(), end);
        } else {
            ends.put(partition, end);
        }
    }

    /** At the bound nothing is forgotten. Older progress waits until enough codes are old enough. */
    private void makeRoom() {
        consumer.resume(Set.copyOf(consumer.paused()));
        if (progress.isFull(0)) {
            consumer.pause(behind);
        }
    }

    private void forgetOld() {
        progress.forgetOld();
        Instant now = clock.instant();
        if (Duration.between(cleaned, now).compareTo(CLEANING) > 0) {
            cleaned = now;
            progress.forgetUnfinishedBefore(now.minus(KEPT));
        }
    }

    private void catchUp() {
        behind.removeIf(partition -> {
            Long end = ends.get(partition);
            boolean reached = end != null && position(partition) >= end;
            if (reached) {
                progress.caughtUp(partition.partition());
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

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.key() == null) {
                throw new UnreadableRecordException("no key");
            }
            String id = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                finished(record, id);
                return;
            }
            AuthorizationProgress answered =
                    Topics.AUTHORIZATION_PROGRESS.codec().decode(record.value());
            if (!answered.getAuthorizationId().equals(id)) {
                throw new UnreadableRecordException("key and authorizationId differ");
            }
            String problem = RecordCheck.problem(answered, RecordCheck.readAt(record, clock));
            if (problem != null) {
                throw new UnreadableRecordException(problem);
            }
            progress.answered(record.partition(), answered);
        } catch (UnreadableRecordException e) {
            if (record.key() != null) {
                // An answer exists, so the code must not be presented again, whoever wrote this record.
                String id = new String(record.key(), StandardCharsets.UTF_8);
                progress.unreadable(record.partition(), id, Instant.ofEpochMilli(record.timestamp()));
            }
            unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    private void finished(ConsumerRecord<byte[], byte[]> record, String id) {
        if (!id.equals(SELF_TEST)) {
            progress.finished(record.partition(), id, RecordCheck.readAt(record, clock));
        }
    }

    /**
     * Records from before the assignment are read again at every assignment. The partition's owner at that time has already set
     * them aside.
     */
    private void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() >= end) {
            unreadable.accept(record, reason);
        } else {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("a record of progress from before this partition was assigned cannot be read");
        }
    }

    private TopicPartition codesOf(TopicPartition progress) {
        return new TopicPartition(codesTopic, progress.partition());
    }

    private TopicPartition progressOf(TopicPartition code) {
        return new TopicPartition(progressTopic, code.partition());
    }
}
