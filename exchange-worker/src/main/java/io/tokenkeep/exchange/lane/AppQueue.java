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
 * One app's jobs that could start, and the permits it has. Its sources begin jobs in turn, each in the order in which its
 * jobs became ready; a source with nothing ready takes no memory. Changed on the lane's event loop alone.
 */
final class AppQueue {

    private final String app;
    /** In the order in which they became ready. */
    private final Set<Task> ready = new LinkedHashSet<>();

    /** The same by source, and the sources in the order of their turns. */
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

    /** The one that has been ready longest; null when none is. */
    @Nullable
    Task first() {
        return first(ready);
    }

    /** Takes the first of the source whose turn it is; null when none is ready. */
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

    /** Sources that have something ready. */
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

    /** Jobs of the app in the lane that do not call at the moment. */
    int backlog() {
        return jobs - permits();
    }

    /** Whether its admission made it wait, and a timer asks again. */
    boolean throttled() {
        return throttled;
    }

    void throttled(boolean waits) {
        throttled = waits;
    }

    /** Whether its backlog is full, and its further jobs are answered at once. */
    boolean declining() {
        return declining;
    }

    void declining(boolean full) {
        declining = full;
    }
}
