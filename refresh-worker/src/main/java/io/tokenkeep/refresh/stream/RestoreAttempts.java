package io.tokenkeep.refresh.stream;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often in a row the state of a task came back incomplete, or an input was read with a gap; each has its own name.
 * Another attempt repairs what Streams missed, but not changelogs that differ themselves. So after two more attempts a task
 * continues with the state that it has. Any thread.
 */
final class RestoreAttempts {

    private static final int MOST = 2;

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** Whether this task begins for the first time in this process. */
    boolean begins(String task) {
        return begun.add(task);
    }

    /** Counts an attempt. Returns whether to try once more. */
    boolean again(String what) {
        if (attempts.merge(what, 1, Integer::sum) <= MOST) {
            return true;
        }
        attempts.remove(what);
        return false;
    }

    /** Nothing is missing, so the count starts again. */
    void complete(String what) {
        attempts.remove(what);
    }
}
