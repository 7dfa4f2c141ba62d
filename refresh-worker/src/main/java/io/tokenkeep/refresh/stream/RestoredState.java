package io.tokenkeep.refresh.stream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a task has all of its state and misses no record. After an outage, Kafka Streams may give it stores that lack
 * records, or may continue behind records that it never gave to it. Then the stream thread ends and the next one restores all
 * stores again, a bounded number of times. One task's thread uses it.
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
     * To be called with each record. Streams may continue behind records that it gave to the task's predecessor, which
     * discarded them with its state.
     *
     * @throws IncompleteStateException if this is the first record of its topic and others lie before it
     */
    void assertNothingSkipped(RecordMetadata record) {
        if (!topicsRead.add(record.topic())) {
            return;
        }
        String input = record.topic() + '-' + record.partition();
        long next = positions.next(record.topic());
        StartGate.Gap gap =
                record.offset() <= next ? StartGate.Gap.EMPTY : gate.gap(record.topic(), next, record.offset());
        if (gap == StartGate.Gap.EMPTY) {
            attempts.complete(input);
            return;
        }
        // Brokers that do not answer use up no attempt: nobody knows yet that reading again is in vain.
        boolean again = gap == StartGate.Gap.UNKNOWN || attempts.again(input);
        metrics.restoredIncompletely(again);
        log.atError()
                .addKeyValue("input", input)
                .addKeyValue("from", next)
                .addKeyValue("to", record.offset())
                .addKeyValue("between", gap)
                .log(
                        again
                                ? "records were skipped, or may have been: they are read again"
                                : "records were skipped and are lost for this service");
        if (again) {
            throw new IncompleteStateException();
        }
    }

    /** All stores get the same new number. */
    void renew() {
        stamps.renew();
    }
}
