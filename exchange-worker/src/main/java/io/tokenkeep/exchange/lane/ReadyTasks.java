package io.tokenkeep.exchange.lane;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a lane that are ready to start. Jobs that call wait for their app; jobs that need no call do not. A job that
 * waited until it needs no call any more moves to the second group. Used on the lane's event loop only.
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

    /** The next job that needs no call; null if there is none. */
    @Nullable
    Task nextWithoutCall() {
        return withoutCall.poll();
    }

    /** The next job of an app that has a ready one. */
    Task next(AppQueue queue) {
        Task task = queue.poll();
        if (task == null) {
            throw new IllegalStateException("no job of the app is ready");
        }
        byLastCall.remove(task);
        return task;
    }

    /** Moves the jobs whose time to call has passed. */
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
