package io.tokenkeep.exchange.lane;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one app that are ready to start, and its permits. The sources of the app start jobs round robin, each in the
 * order in which its jobs became ready. A source without a ready job takes no memory. Changed on the lane's event loop only.
 */
final class AppQueue {

    private final String app;
    /** All ready jobs, in the order in which they became ready. */
    private final Set<Task> ready = new LinkedHashSet<>();

    /** The same jobs by source. The first source is the next to start a job. */
    private final Map<String, Set<Task>> sources = new LinkedHashMap<>();

    private final AtomicInteger permits = new AtomicInteger();
    private int jobs;
    private boolean throttled;
    private boolean declining;

    AppQueue(String app) {
        this.app = app;
    }

    String app() {
        return app;
    }

    void add(Task task) {
        ready.add(task);
        sources.computeIfAbsent(task.job().source(), source -> new LinkedHashSet<>())
                .add(task);
    }

    void remove(Task task) {
        ready.remove(task);
        String source = task.job().source();
        Set<Task> tasks = sources.get(source);
        if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
            sources.remove(source);
        }
    }

    /** The job that has been ready longest; null if none is ready. */
    @Nullable
    Task first() {
        return first(ready);
    }

    /** Removes and returns the first job of the next source; null if none is ready. */
    @Nullable
    Task poll() {
        Map.Entry<String, Set<Task>> source = first(sources.entrySet());
        Task task = source == null ? null : first(source.getValue());
        if (source == null || task == null) {
            return null;
        }
        ready.remove(task);
        sources.remove(source.getKey());
        source.getValue().remove(task);
        if (!source.getValue().isEmpty()) {
            sources.put(source.getKey(), source.getValue());
        }
        return task;
    }

    /** The number of sources with a ready job. */
    int sources() {
        return sources.size();
    }

    private static <T> @Nullable T first(Collection<T> all) {
        Iterator<T> each = all.iterator();
        return each.hasNext() ? each.next() : null;
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

    /** Jobs of the app in the lane that hold no permit. */
    int backlog() {
        return jobs - permits();
    }

    /** Whether the admission made the app wait, and a timer asks again. */
    boolean throttled() {
        return throttled;
    }

    void throttled(boolean waits) {
        throttled = waits;
    }

    /** Whether the app's backlog is full and its further jobs are answered at once. */
    boolean declining() {
        return declining;
    }

    void declining(boolean full) {
        declining = full;
    }
}
