package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Spreads the calls of each app: hands out one place in time after the other, up to a second's worth at once (the
 * generic cell rate algorithm). A place given is a place used. One per task; its thread alone uses it.
 */
public final class Pacer {

    private static final Duration BURST = Duration.ofSeconds(1);

    /** Two ticks late is no standstill. */
    private static final int TICKS_LATE = 2;

    private final Duration apart;
    private final Duration late;
    private final Map<String, Instant> ahead = new HashMap<>();
    private final Map<String, Instant> taken = new HashMap<>();

    /** {@code tick}: how often places that have come are taken. */
    public Pacer(int perSecond, Duration tick) {
        this.apart = BURST.dividedBy(perSecond);
        this.late = BURST.plus(tick.multipliedBy(TICKS_LATE));
    }

    /** When the app's next call may go: now, or the first free place after. */
    public Instant next(String app, Instant now) {
        Instant tail = ahead.getOrDefault(app, Instant.MIN);
        Instant theoretical = tail.isBefore(now) ? now : tail;
        ahead.put(app, theoretical.plus(apart));
        Instant earliest = theoretical.minus(BURST).plus(apart);
        return earliest.isBefore(now) ? now : earliest;
    }

    /**
     * Whether a call may still go in the place it was given. After a standstill many places lie in the past at once;
     * those that would break the pace are lost, and another is to be asked for.
     */
    public boolean take(String app, Instant now) {
        Instant tail = taken.getOrDefault(app, Instant.MIN);
        Instant theoretical = tail.isBefore(now) ? now : tail;
        if (theoretical.minus(late).plus(apart).isAfter(now)) {
            return false;
        }
        taken.put(app, theoretical.plus(apart));
        return true;
    }
}
