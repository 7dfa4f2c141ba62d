package io.tokenkeep.soak;

import io.tokenkeep.soak.incident.Incident;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a soak does and how long.
 *
 * @param duration how long things go wrong
 * @param calmLimit how long everything may take to be as it should be afterwards
 * @param betweenConsents pause from one person to the next
 * @param tokenLifetime how long a person's token lives
 * @param verifyInterval how often a Page's token is verified
 * @param longestGap how long a kind of incident pauses at most
 * @param remainingPages Pages of the one who stays, of the two who have many
 * @param leavingPages Pages of the one who disconnects
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

    /** For half an hour or so. An app that is blocked and a broker that is away may together last for minutes: no token lives as short. */
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

    /** Every kind of incident once or twice, in little more than a minute. */
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

    /** The same with these kinds of incident alone. */
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
