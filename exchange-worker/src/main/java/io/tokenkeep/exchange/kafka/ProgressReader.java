package io.tokenkeep.exchange.kafka;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the progress of the assigned partitions from the beginning and keeps following it. A partition counts as caught
 * up once its end as of the assignment has been reached. Owned by the code lane's poll thread.
 */
public final class ProgressReader {

    private static final Logger log = LoggerFactory.getLogger(ProgressReader.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration CLEANING = Duration.ofHours(1);

    /** Codes are kept for seven days and a segment; what is older comes from no record that is read again. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final Consumer<byte[], byte[]> consumer;
    private final Progress progress;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable;
    private final InstantSource clock;
    private Instant cleaned;
    private final Set<TopicPartition> unmeasured = new HashSet<>();
    private final Map<TopicPartition, Long> targets = new HashMap<>();

    /** @param consumer without a group; from here on this reader's own */
    public ProgressReader(
            Consumer<byte[], byte[]> consumer,
            Progress progress,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable,
            InstantSource clock) {
        this.clock = clock;
        this.cleaned = clock.instant();
        this.consumer = consumer;
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
        }
        consumer.assign(all);
        consumer.seekToBeginning(unmeasured);
    }

    public void gone(Collection<TopicPartition> codes) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        for (TopicPartition code : codes) {
            TopicPartition partition = progressOf(code);
            all.remove(partition);
            unmeasured.remove(partition);
            targets.remove(partition);
            progress.forget(partition.partition());
        }
        consumer.assign(all);
    }

    /** Takes in what has arrived. Without a broker it waits a second at most and tries again in the next round. */
    public void round() {
        if (consumer.assignment().isEmpty()) {
            return;
        }
        try {
            measure();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                take(record);
            }
            reachTargets();
            forgetOld();
        } catch (RetriableException e) {
            log.atWarn().addKeyValue("failure", e.getClass().getName()).log("progress not readable, trying again");
        }
    }

    public void close(Duration limit) {
        consumer.close(CloseOptions.timeout(limit));
    }

    private void measure() {
        if (!unmeasured.isEmpty()) {
            targets.putAll(consumer.endOffsets(unmeasured, LIMIT));
            unmeasured.clear();
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        if (Duration.between(cleaned, now).compareTo(CLEANING) > 0) {
            cleaned = now;
            progress.forgetBefore(now.minus(KEPT));
        }
    }

    private void reachTargets() {
        targets.entrySet().removeIf(target -> {
            boolean reached = consumer.position(target.getKey(), LIMIT) >= target.getValue();
            if (reached) {
                progress.caughtUp(target.getKey().partition());
            }
            return reached;
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.key() == null) {
                throw new UnreadableRecordException("no key");
            }
            String id = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                progress.finished(record.partition(), id, Instant.ofEpochMilli(record.timestamp()));
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
                // There is an answer, so the code must not be presented again whoever wrote this.
                String id = new String(record.key(), StandardCharsets.UTF_8);
                progress.unreadable(record.partition(), id, Instant.ofEpochMilli(record.timestamp()));
            }
            unreadable.accept(record, String.valueOf(e.getMessage()));
        }
    }

    private static TopicPartition progressOf(TopicPartition code) {
        return new TopicPartition(Topics.AUTHORIZATION_PROGRESS.name(), code.partition());
    }
}
