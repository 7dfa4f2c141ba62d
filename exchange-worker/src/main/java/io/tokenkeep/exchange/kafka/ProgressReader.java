package io.tokenkeep.exchange.kafka;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the records of {@code authorization-progress} into {@link Progress}. Used by the code lane's poll thread only. */
public final class ProgressReader implements Companion {

    /**
     * The key of an end of progress that belongs to no code; keys of codes are longer. It says nothing about the times of
     * codes.
     */
    public static final String SELF_TEST = "self-test";

    private static final Logger log = LoggerFactory.getLogger(ProgressReader.class);
    private static final Duration CLEANING = Duration.ofHours(1);

    /** Codes are kept for seven days and one segment, so an older answer belongs to no record that is read again. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final Progress progress;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable;
    private final InstantSource clock;
    private Instant cleaned;

    private ProgressReader(
            Progress progress, BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable, InstantSource clock) {
        this.progress = progress;
        this.unreadable = unreadable;
        this.clock = clock;
        this.cleaned = clock.instant();
    }

    /**
     * The reader that fills {@code progress}.
     *
     * @param source owned by the reader from now on
     * @param unreadable called with each unreadable record that arrived while its partition was assigned
     */
    public static CompanionReader of(
            CompanionReader.Source source,
            Progress progress,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable,
            InstantSource clock) {
        return new CompanionReader(
                source,
                Topics.AUTHORIZATION_CODES.name(),
                Topics.AUTHORIZATION_PROGRESS.name(),
                new ProgressReader(progress, unreadable, clock),
                clock);
    }

    @Override
    public void begin(int partition) {
        progress.begin(partition);
    }

    @Override
    public void caughtUp(int partition) {
        progress.caughtUp(partition);
    }

    @Override
    public void forget(int partition) {
        progress.forget(partition);
    }

    @Override
    public boolean isFull() {
        return progress.isFull(0);
    }

    @Override
    public void laneEndsAt(int partition, long offset) {
        progress.codesEndAt(partition, offset);
    }

    @Override
    public void everyRound() {
        progress.forgetOld();
        Instant now = clock.instant();
        if (Duration.between(cleaned, now).compareTo(CLEANING) > 0) {
            cleaned = now;
            progress.forgetUnfinishedBefore(now.minus(KEPT));
        }
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, boolean old) {
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
            unreadable(record, old, String.valueOf(e.getMessage()));
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
    private void unreadable(ConsumerRecord<byte[], byte[]> record, boolean old, String reason) {
        if (!old) {
            unreadable.accept(record, reason);
        } else {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("a record of progress from before this partition was assigned cannot be read");
        }
    }
}
