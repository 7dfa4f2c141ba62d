package io.tokenkeep.callback.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which codes came within the last hour: at most {@code limit} of them, the youngest, so it is full exactly as long as that
 * many came. They may be added in any order of time. For one thread at a time.
 */
final class HourWindow {

    private static final Duration HOUR = Duration.ofHours(1);

    private record Code(String id, Instant at) {}

    private final int limit;
    private final Set<String> ids = new HashSet<>(2);
    private final PriorityQueue<Code> oldestFirst = new PriorityQueue<>(1, Comparator.comparing(Code::at));

    HourWindow(int limit) {
        this.limit = limit;
    }

    /** Whether what came at this time counts. */
    static boolean covers(Instant at, Instant now) {
        return at.isAfter(now.minus(HOUR));
    }

    void add(String id, Instant at) {
        if (ids.add(id)) {
            oldestFirst.add(new Code(id, at));
            if (oldestFirst.size() > limit) {
                removeOldest();
            }
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    boolean isFull(Instant now) {
        expire(now);
        return oldestFirst.size() >= limit;
    }

    int size() {
        return oldestFirst.size();
    }

    /** Forgets what came more than an hour before. */
    void expire(Instant now) {
        for (Code oldest = oldestFirst.peek(); oldest != null && !covers(oldest.at, now); oldest = oldestFirst.peek()) {
            removeOldest();
        }
    }

    private void removeOldest() {
        Code oldest = oldestFirst.poll();
        if (oldest != null) {
            ids.remove(oldest.id);
        }
    }
}
