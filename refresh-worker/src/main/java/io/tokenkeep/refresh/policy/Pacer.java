package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The pace of each app's calls: a second's worth, or a tick's if that is longer, may go at once, and after that one call
 * after the other (the generic cell rate algorithm). What a late tick missed it may make up for; what a standstill
 * missed is lost. One per task; its thread alone uses it.
 */
public final class Pacer {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Duration apart;
    private final Duration burst;
    private final Duration late;
    private final Map<String, Instant> tails = new HashMap<>();

    /** {@code tick}: how often somebody asks. */
    public Pacer(int perSecond, Duration tick) {
        this.apart = SECOND.dividedBy(perSecond);
        this.burst = Lengths.most(SECOND, tick);
        this.late = tick;
    }

    /** From one call of an app to its next, when nothing slows it down. */
    public Duration apart() {
        return apart;
    }

    /** How many calls of the app may go now, so far apart; 0 or more. */
    public int free(String app, Instant now, Duration between) {
        Duration room = Lengths.most(burst, between).minus(Duration.between(now, tail(app, now, between)));
        return (int) Math.max(0, room.dividedBy(between));
    }

    /** One call of the app goes now. */
    public void take(String app, Instant now, Duration between) {
        tails.put(app, tail(app, now, between).plus(between));
    }

    /** Never further ahead than calls of this pace could have put it, so that a clock set back stops nothing for long. */
    private Instant tail(String app, Instant now, Duration between) {
        Instant most = now.plus(Lengths.most(burst, between));
        Instant tail = tails.computeIfPresent(app, (name, held) -> held.isAfter(most) ? most : held);
        return tail == null ? now : Lengths.within(tail, now.minus(late), most);
    }
}
