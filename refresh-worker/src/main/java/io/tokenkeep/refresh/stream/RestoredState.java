package io.tokenkeep.refresh.stream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a task has all of its state and misses no record. After an outage, Kafka Streams may give it stores that lack
 * records. Then the stream thread ends and the next one restores all stores again. Streams may also continue behind records that it
 * never gave to the task; the task reads those itself. The positions in the state, which are written together with it, tell where
 * it has to continue. One task's thread uses it.
 */
final class RestoredState {

    private static final Logger log = LoggerFactory.getLogger(RestoredState.class);

    private final TaskId task;
    private final StoreStamps stamps;
    private final Positions positions;
    private final StartGate.Watch gate;
    private final RestoreAttempts attempts;
    private final RefreshMetrics metrics;
    private final Set<String> topicsRead = new HashSet<>();
    private final boolean firstLife;
    private final boolean incomplete;

    RestoredState(
            TaskId task,
            StoreStamps stamps,
            Positions positions,
            StartGate.Watch gate,
            RestoreAttempts attempts,
            RefreshMetrics metrics) {
        this.task = task;
        this.stamps = stamps;
        this.positions = positions;
        this.gate = gate;
        this.attempts = attempts;
        this.metrics = metrics;
        this.firstLife = attempts.begins(task.toString());
        this.incomplete = isIncomplete();
    }

    /** Whether the restored state is to be discarded and restored again. */
    private boolean isIncomplete() {
        List<String> differing = stamps.differing();
        if (differing.isEmpty()) {
            attempts.complete(task.toString());
            return false;
        }
        boolean again = attempts.again(task.toString());
        metrics.restoredIncompletely(again);
        log.atError()
                .addKeyValue("task", task)
                .addKeyValue("stores", differing)
                .log(
                        again
                                ? "some stores were restored older than the others: all are restored again"
                                : "some stores were restored older than the others again and again: records are missing in"
                                        + " their changelogs, and the task continues with the stores as they are");
        return again;
    }

    /**
     * To be called before anything is read or done, but not while Streams creates the task: it would not close the stores then.
     *
     * @throws IncompleteStateException if a store came back older than the others
     */
    void assertComplete() {
        if (incomplete) {
            throw new IncompleteStateException();
        }
    }

    /**
     * To be called with each record. Streams may continue behind records that it fetched for the task's predecessor in this process,
     * which discarded them with its state. They are read first. The first task of a process has no such predecessor: it begins where
     * the group's offsets say, which an operator may have moved behind a record that nobody can read.
     *
     * @param reader is given each record that lies before this one and was not read, in order
     * @throws IncompleteStateException if it is not known what lies there
     */
    void readSkipped(RecordMetadata record, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        if (topicsRead.add(record.topic()) && !firstLife) {
            readUpTo(record.topic(), record.offset(), reader);
        }
    }

    /**
     * Reads what Streams has not given to this task for long. Streams may have committed that these records were read.
     *
     * @throws IncompleteStateException at first, because the next thread may read them by itself
     */
    void readUnread(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        if (attempts.again(unread())) {
            log.atError()
                    .addKeyValue("partition", task.partition())
                    .log(
                            "Streams does not read records that lie unread: the stream thread ends, and another one reads them");
            throw new IncompleteStateException();
        }
        gate.unread().forEach((topic, end) -> readUpTo(topic, end, reader));
    }

    /** Streams has given everything to this task that was there. */
    void allRead() {
        attempts.complete(unread());
    }

    private String unread() {
        return task + " unread";
    }

    private void readUpTo(String topic, long end, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        String input = topic + '-' + task.partition();
        long next = positions.next(topic);
        if (end <= next) {
            attempts.complete(input);
            return;
        }
        AtomicLong skipped = new AtomicLong();
        StartGate.Reading reading = gate.read(topic, next, end, record -> {
            skipped.incrementAndGet();
            reader.accept(record);
        });
        if (reading == StartGate.Reading.COMPLETE && skipped.get() == 0) {
            attempts.complete(input);
            return;
        }
        // Brokers that do not answer use up no attempt: nobody knows yet that reading again is in vain.
        boolean again = reading == StartGate.Reading.UNKNOWN
                || (reading == StartGate.Reading.UNREADABLE && attempts.again(input));
        metrics.skipped(reading, again);
        log.atError()
                .addKeyValue("input", input)
                .addKeyValue("from", next)
                .addKeyValue("to", end)
                .addKeyValue("read", skipped)
                .addKeyValue("reading", reading)
                .log(
                        again
                                ? "Streams skipped records, and they cannot be read now: the stream thread ends, and another one tries"
                                : "Streams skipped records: this task has read them, as far as they can be read");
        if (again) {
            throw new IncompleteStateException();
        }
    }

    /** All stores get the same new number. */
    void renew() {
        stamps.renew();
    }
}
