package io.tokenkeep.callback.consent;

import io.tokenkeep.kit.ids.IdsByTime;
import java.time.Duration;
import java.time.Instant;

/** The codes of the last hour, to the minute. They may be added in any order of time. For one thread at a time. */
final class HourWindow {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A code counts longer than an hour by at most this. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int limit;
    private final IdsByTime ids = new IdsByTime(MINUTE);

    HourWindow(int limit) {
        this.limit = limit;
    }

    /** Whether a code that came at this time counts. */
    static boolean covers(Instant at, Instant now) {
        return at.isAfter(now.minus(HOUR));
    }

    void add(String id, Instant at) {
        ids.add(id, at);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    boolean isFull(Instant now) {
        expire(now);
        return ids.size() >= limit;
    }

    int size() {
        return ids.size();
    }

    /** Forgets the codes that came more than an hour before. */
    void expire(Instant now) {
        ids.forgetUntil(now.minus(HOUR));
    }
}
