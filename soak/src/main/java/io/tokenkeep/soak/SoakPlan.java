package io.tokenkeep.soak;

import io.tokenkeep.soak.incident.Incident;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The durations and amounts of a soak.
 *
 * @param duration duration of the incidents
 * @param calmLimit limit afterwards, until all conditions hold
 * @param betweenConsents pause from one person to the next
 * @param tokenLifetime lifetime of a person's token
 * @param verifyInterval how often a Page's token is verified
 * @param longestGap longest pause between two incidents of one kind
 * @param remainingPages number of Pages of the person with many Pages who stays
 * @param leavingPages number of Pages of the person with many Pages who disconnects
 */
public record SoakPlan(
        long seed,
        Set<Incident> incidents,
        Duration duration,
        Duration calmLimit,
        Duration betweenConsents,
        Duration tokenLifetime,
        Duration verifyInterval,
        Duration longestGap,
        int remainingPages,
        int leavingPages) {

    public SoakPlan {
        incidents = Set.copyOf(incidents);
    }

    /** For about half an hour. A blocked app and an outage may together last minutes, so every token lives longer. */
    public static SoakPlan lasting(Duration duration, long seed) {
        return new SoakPlan(
                seed,
                EnumSet.allOf(Incident.class),
                duration,
                Duration.ofMinutes(12),
                Duration.ofMillis(1200),
                Duration.ofMinutes(10),
                Duration.ofMinutes(4),
                Duration.ofSeconds(60),
                5_000,
                5_000);
    }

    /** Every kind of incident once or twice, in 75 s. */
    public static SoakPlan brief(long seed) {
        return new SoakPlan(
                seed,
                EnumSet.allOf(Incident.class),
                Duration.ofSeconds(75),
                Duration.ofMinutes(8),
                Duration.ofMillis(700),
                Duration.ofSeconds(150),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                1_000,
                5_000);
    }

    /** The same plan with only these kinds of incident. */
    public SoakPlan only(Set<Incident> kinds) {
        return new SoakPlan(
                seed,
                kinds,
                duration,
                calmLimit,
                betweenConsents,
                tokenLifetime,
                verifyInterval,
                longestGap,
                remainingPages,
                leavingPages);
    }
}
