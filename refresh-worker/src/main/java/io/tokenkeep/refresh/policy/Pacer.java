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

    private final Duration apart;
    private final Map<String, Instant> ahead = new HashMap<>();

    public Pacer(int perSecond) {
        this.apart = BURST.dividedBy(perSecond);
    }

    /** When the app's next call may go: now, or the first free place after. */
    public Instant next(String app, Instant now) {
        Instant tail = ahead.getOrDefault(app, Instant.MIN);
        Instant theoretical = tail.isBefore(now) ? now : tail;
        ahead.put(app, theoretical.plus(apart));
        Instant earliest = theoretical.minus(BURST).plus(apart);
        return earliest.isBefore(now) ? now : earliest;
    }
}
