package io.tokenkeep.refresh.stream;

/**
 * Counts the transactions that each stream thread has aborted. All tasks of a thread write in one transaction. If a task's state is
 * lost, Streams tries to commit the other tasks, and makes again those that it finds lost by then; but it aborts the transaction
 * also if that commit fails. The remaining tasks go on without what they wrote in it, and would never read those records again.
 * Each thread sees its own count.
 */
public final class AbortedTransactions {

    private final ThreadLocal<Long> count = ThreadLocal.withInitial(() -> 0L);

    /** To be called on the stream thread, before its producer aborts a transaction. */
    public void add() {
        count.set(ofThisThread() + 1);
    }

    long ofThisThread() {
        return count.get();
    }
}
