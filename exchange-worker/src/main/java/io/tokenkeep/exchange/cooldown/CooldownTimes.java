package io.tokenkeep.exchange.cooldown;

import java.time.Duration;

/**
 * How long an app cools down.
 *
 * @param longest the longest pause after refusals; the first is a sixteenth of it, each failed probe doubles it
 * @param probe how long to wait for the answer of a probe before another call is let through
 */
public record CooldownTimes(Duration longest, Duration probe) {

    private static final int MOST_DOUBLINGS = 4;
    private static final int NOBODY_ELSE = 10;

    /** The pause before the first probe, or after this many failed probes. */
    Duration pause(int failedProbes) {
        Duration pause = longest.dividedBy(1L << (MOST_DOUBLINGS - Math.min(failedProbes, MOST_DOUBLINGS)));
        return pause.isZero() ? longest : pause;
    }

    /** After this time without any other caller, even an account that was refused may probe the app. */
    Duration nobodyElse() {
        return longest.multipliedBy(NOBODY_ELSE);
    }
}
