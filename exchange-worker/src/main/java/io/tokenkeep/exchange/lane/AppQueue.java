package io.tokenkeep.exchange.lane;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One app's jobs that could start, and the permits it holds. Changed on the lane's event loop alone. */
final class AppQueue {

    private final String app;
    private final Set<Task> ready = new LinkedHashSet<>();
    private final AtomicInteger permits = new AtomicInteger();
    private int jobs;
    private boolean held;
    private boolean declining;

    AppQueue(String app) {
        this.app = app;
    }

    String app() {
        return app;
    }

    void add(Task task) {
        ready.add(task);
    }

    void remove(Task task) {
        ready.remove(task);
    }

    /** The one that has been ready longest; null when none is. */
    @Nullable
    Task first() {
        Iterator<Task> all = ready.iterator();
        return all.hasNext() ? all.next() : null;
    }

    int ready() {
        return ready.size();
    }

    /** Permits in use. Any thread. */
    int permits() {
        return permits.get();
    }

    void take() {
        permits.incrementAndGet();
    }

    void giveBack() {
        permits.decrementAndGet();
    }

    void accepted() {
        jobs++;
    }

    void ended() {
        jobs--;
    }

    /** Jobs of the app in the lane that do not call at the moment. */
    int standing() {
        return jobs - permits();
    }

    /** Whether it was told to wait, and a timer asks again. */
    boolean held() {
        return held;
    }

    void held(boolean waits) {
        held = waits;
    }

    /** Whether it has as much standing as it may, and its further jobs are answered at once. */
    boolean declining() {
        return declining;
    }

    void declining(boolean full) {
        declining = full;
    }
}
