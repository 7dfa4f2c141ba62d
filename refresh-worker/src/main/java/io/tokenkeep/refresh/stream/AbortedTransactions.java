package io.tokenkeep.refresh.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Prevents a task from committing anything after the transaction with its writes was aborted. All tasks of a stream thread write in
 * one transaction. If a task's state is lost, Streams commits the other tasks first and then aborts what is left. If that commit fails
 * for one more task, Streams makes these two again, and lets the others go on without what they wrote; the next commit of theirs
 * would hide the gap for ever. Each stream thread sees its own tasks and transactions.
 */
public final class AbortedTransactions {

    private final ThreadLocal<OfThread> threads = ThreadLocal.withInitial(OfThread::new);

    private static final class OfThread {
        private long aborted;
        private final Map<TaskId, Long> abortedBefore = new HashMap<>();
    }

    /** The task begins on this thread, with the state that was committed. */
    void joins(TaskId task) {
        OfThread thread = threads.get();
        thread.abortedBefore.put(task, thread.aborted);
    }

    /** The task is closed. */
    void leaves(TaskId task) {
        threads.get().abortedBefore.remove(task);
    }

    /** To be called on the stream thread before its producer aborts a transaction. */
    public void aborts() {
        threads.get().aborted++;
    }

    /**
     * To be called on the stream thread before its producer begins a transaction.
     *
     * @throws StreamsException if a task lives on whose writes were aborted; it ends the thread, and the next one restores what was
     *     committed
     */
    public void begins() {
        OfThread thread = threads.get();
        thread.abortedBefore.forEach((task, before) -> {
            if (before < thread.aborted) {
                throw new StreamsException(
                        "Task " + task + " lives on after the transaction with its writes was aborted");
            }
        });
    }
}
