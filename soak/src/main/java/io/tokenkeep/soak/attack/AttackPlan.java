package io.tokenkeep.soak.attack;

import java.time.Duration;

/**
 * How long an attack lasts and how much of everything there is a second. All bounds together are what two processors
 * that attackers, services, broker and simulator share can do.
 *
 * @param calm how long people consent undisturbed before and after
 * @param people who consent a second
 * @param slowConnections that are held open at once, each with a byte in 20 s
 * @param brokenBodies a second
 * @param madeUpCodes a second, through one link
 * @param replays a second, of one signed request
 */
public record AttackPlan(
        Duration attack,
        Duration calm,
        int people,
        int slowConnections,
        int brokenBodies,
        int madeUpCodes,
        int replays) {

    /** As many connections as a callback-service takes by default, and attackers who ask more often than people do. */
    public static AttackPlan lasting(Duration attack) {
        return new AttackPlan(attack, Duration.ofMinutes(1), 20, 10_000, 50, 50, 50);
    }
}
