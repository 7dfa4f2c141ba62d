package io.tokenkeep.exchange.lane;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a lane that could start: those that call wait for their app, those that need no call do not. A job that has
 * waited for its app until it needs no call any more changes over. Lives on the lane's event loop.
 */
final class ReadyTasks {

    private final FairShares shares;
    private final LongSupplier nanoTime;
    private final Deque<Task> withoutCall = new ArrayDeque<>();
    private final TreeSet<Task> byLastCall =
            new TreeSet<>(Comparator.<Task>comparingLong(Task::lastCallAt).thenComparingLong(Task::sequence));

    ReadyTasks(FairShares shares, LongSupplier nanoTime) {
        this.shares = shares;
        this.nanoTime = nanoTime;
    }

    void add(Task task) {
        long nanos = task.job().callNanos();
        if (nanos <= 0) {
            withoutCall.add(task);
            return;
        }
        shares.of(task.job().app()).add(task);
        if (nanos != Job.ALWAYS_CALLS) {
            task.lastCallAt(nanoTime.getAsLong() + nanos);
            byLastCall.add(task);
        }
    }

    /** The next one that needs no call; null when there is none. */
    @Nullable
    Task nextWithoutCall() {
        return withoutCall.poll();
    }

    /** The next one of an app that has some. */
    Task next(AppQueue queue) {
        Task task = queue.poll();
        if (task == null) {
            throw new IllegalStateException("no job of the app is ready");
        }
        byLastCall.remove(task);
        return task;
    }

    /** Lets those go whose time to call has passed. */
    void passed() {
        long now = nanoTime.getAsLong();
        while (!byLastCall.isEmpty() && byLastCall.first().lastCallAt() - now <= 0) {
            Task task = byLastCall.first();
            byLastCall.remove(task);
            shares.of(task.job().app()).remove(task);
            add(task);
        }
    }
}
