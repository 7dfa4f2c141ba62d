package io.tokenkeep.soak;

import io.tokenkeep.soak.trouble.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a soak does and how long.
 *
 * @param trouble how long things go wrong
 * @param calmLimit how long everything may take to be as it should be afterwards
 * @param betweenConsents pause from one person to the next
 * @param tokenLifetime how long a person's token lives
 * @param verifyInterval how often a Page's token is verified
 * @param longestGap how long a kind of trouble pauses at most
 * @param remainingPages Pages of the one who stays, of the two who have many
 * @param leavingPages Pages of the one who disconnects
 */
public record SoakPlan(
        long seed,
        Set<Trouble> troubles,
        Duration trouble,
        Duration calmLimit,
        Duration betweenConsents,
        Duration tokenLifetime,
        Duration verifyInterval,
        Duration longestGap,
        int remainingPages,
        int leavingPages) {

    public SoakPlan {
        troubles = Set.copyOf(troubles);
    }

    /** For half an hour or so. An app that is blocked and a broker that is away may together last for minutes: no token lives as short. */
    public static SoakPlan lasting(Duration trouble, long seed) {
        return new SoakPlan(
                seed,
                EnumSet.allOf(Trouble.class),
                trouble,
                Duration.ofMinutes(12),
                Duration.ofMillis(1200),
                Duration.ofMinutes(10),
                Duration.ofMinutes(4),
                Duration.ofSeconds(60),
                5_000,
                5_000);
    }

    /** Every kind of trouble once or twice, in little more than a minute. */
    public static SoakPlan brief(long seed) {
        return new SoakPlan(
                seed,
                EnumSet.allOf(Trouble.class),
                Duration.ofSeconds(75),
                Duration.ofMinutes(8),
                Duration.ofMillis(700),
                Duration.ofSeconds(150),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                1_000,
                5_000);
    }

    /** The same with these kinds of trouble alone. */
    public SoakPlan only(Set<Trouble> kinds) {
        return new SoakPlan(
                seed,
                kinds,
                trouble,
                calmLimit,
                betweenConsents,
                tokenLifetime,
                verifyInterval,
                longestGap,
                remainingPages,
                leavingPages);
    }
}
