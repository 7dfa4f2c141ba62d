package io.tokenkeep.exchange.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks of a lane by key. Only the first task of a key may run. Used on the lane's event loop only. */
final class KeyOrder {

    private final Map<String, Deque<Task>> keys = new HashMap<>();

    /** Whether the task is the first of its key. Otherwise it follows after the earlier ones have ended. */
    boolean add(Task task) {
        Deque<Task> queue = keys.computeIfAbsent(task.job().key(), key -> new ArrayDeque<>());
        queue.add(task);
        return queue.size() == 1;
    }

    /** The first task of a key has ended. Returns the next task of the key; null if there is none. */
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
