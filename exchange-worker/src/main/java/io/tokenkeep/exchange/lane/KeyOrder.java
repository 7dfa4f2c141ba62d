package io.tokenkeep.exchange.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks of a lane by the key of their jobs: only the first of a key may run. Lives on the lane's event loop. */
final class KeyOrder {

    private final Map<String, Deque<Task>> keys = new HashMap<>();

    /** Whether the task is the first of its key; else it follows when those before it have ended. */
    boolean add(Task task) {
        Deque<Task> queue = keys.computeIfAbsent(task.job().key(), key -> new ArrayDeque<>());
        queue.add(task);
        return queue.size() == 1;
    }

    /** The first of a key has ended; the one that follows is the first now. Null when none does. */
    @Nullable
    Task end(Task first) {
        Deque<Task> queue = keys.getOrDefault(first.job().key(), new ArrayDeque<>());
        queue.poll();
        Task next = queue.peek();
        if (next == null) {
            keys.remove(first.job().key());
        }
        return next;
    }
}
