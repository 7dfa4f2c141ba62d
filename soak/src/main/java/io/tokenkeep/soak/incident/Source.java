package io.tokenkeep.soak.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Creates incidents of one kind, one at a time. Used by one thread. */
interface Source {

    /** Begins an incident and returns its duration: zero if it is over at once, empty if it cannot begin now. */
    Optional<Duration> begin(Random random);

    /** Ends the current incident. */
    default void end() {}

    /** A random duration between the two. */
    static Duration between(Random random, Duration shortest, Duration longest) {
        long range = longest.toMillis() - shortest.toMillis();
        return shortest.plusMillis((long) (random.nextDouble() * range));
    }
}
