package io.tokenkeep.refresh.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often in a row the state of a task came back incomplete, or an input was read with a gap; each has a name of its own.
 * Another attempt mends what Streams missed, but not changelogs that differ themselves: after two more a task goes on with
 * what there is. Any thread.
 */
final class RestoreAttempts {

    private static final int MOST = 2;

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    /** Whether to try once more; counts it. */
    boolean again(String what) {
        if (attempts.merge(what, 1, Integer::sum) <= MOST) {
            return true;
        }
        attempts.remove(what);
        return false;
    }

    /** Nothing is missing. */
    void complete(String what) {
        attempts.remove(what);
    }
}
