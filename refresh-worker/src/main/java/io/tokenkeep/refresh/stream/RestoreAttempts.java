package io.tokenkeep.refresh.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often in a row the state of each partition came back incomplete. Restoring again mends what Streams missed, but not
 * changelogs that differ themselves: after two more attempts a task goes on with what there is. Any thread.
 */
final class RestoreAttempts {

    private static final int MOST = 2;

    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();

    /** Whether to restore once more; counts it. */
    boolean again(int partition) {
        if (attempts.merge(partition, 1, Integer::sum) <= MOST) {
            return true;
        }
        attempts.remove(partition);
        return false;
    }

    /** The state of the partition is complete. */
    void complete(int partition) {
        attempts.remove(partition);
    }
}
