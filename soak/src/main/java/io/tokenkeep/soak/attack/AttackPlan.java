package io.tokenkeep.soak.attack;

import java.time.Duration;

/**
 * The durations and rates of an attack. Two processors, shared by attackers, services, broker and simulator, can
 * handle all rates together.
 *
 * @param calm duration before the attack and after it
 * @param people number of people who consent a second
 * @param slowConnections connections held open at once, each with one byte in 20 s
 * @param brokenBodies broken bodies a second
 * @param madeUpCodes made-up codes a second, through one link
 * @param replays repetitions a second of one signed request
 */
public record AttackPlan(
        Duration attack,
        Duration calm,
        int people,
        int slowConnections,
        int brokenBodies,
        int madeUpCodes,
        int replays) {

    /** As many connections as callback-service accepts by default, and more calls of attackers than of people. */
    public static AttackPlan lasting(Duration attack) {
        return new AttackPlan(attack, Duration.ofMinutes(1), 20, 10_000, 50, 50, 50);
    }
}
