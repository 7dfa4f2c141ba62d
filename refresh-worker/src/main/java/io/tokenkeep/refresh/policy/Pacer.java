package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The pace of each app's calls. The calls of one second, or of one tick if that is longer, may go at once; after that one call
 * after the other (the generic cell rate algorithm). A late tick may make up for what it missed; what a longer standstill
 * missed is lost. One per task; only its thread uses it.
 */
public final class Pacer {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Duration apart;
    private final Duration burst;
    private final Duration late;
    private final Map<String, Instant> tails = new HashMap<>();

    /** {@code tick}: the time between two ticks. */
    public Pacer(int perSecond, Duration tick) {
        this.apart = SECOND.dividedBy(perSecond);
        this.burst = Lengths.most(SECOND, tick);
        this.late = tick;
    }

    /** The time between two calls of an app if nothing slows it. */
    public Duration apart() {
        return apart;
    }

    /** How many calls of the app may go now with this time between two calls; 0 or more. */
    public int free(String app, Instant now, Duration between) {
        Duration room = Lengths.most(burst, between).minus(Duration.between(now, tail(app, now, between)));
        return (int) Math.max(0, room.dividedBy(between));
    }

    /** One call of the app goes now. */
    public void take(String app, Instant now, Duration between) {
        tails.put(app, tail(app, now, between).plus(between));
    }

    /**
     * Never further ahead than calls at this pace could have moved it, so a clock that was set back stops calls only briefly.
     */
    private Instant tail(String app, Instant now, Duration between) {
        Instant most = now.plus(Lengths.most(burst, between));
        Instant tail = tails.computeIfPresent(app, (name, held) -> held.isAfter(most) ? most : held);
        return tail == null ? now : Lengths.within(tail, now.minus(late), most);
    }
}
