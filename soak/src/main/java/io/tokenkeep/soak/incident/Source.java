package io.tokenkeep.soak.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Makes incidents of one kind, once at a time. Used by one thread. */
interface Source {

    /** Begins, and says for how long; zero if it is over at once, empty if it cannot begin now. */
    Optional<Duration> begin(Random random);

    /** Ends what was begun and is not over. */
    default void end() {}

    /** A duration between the two. */
    static Duration between(Random random, Duration shortest, Duration longest) {
        long range = longest.toMillis() - shortest.toMillis();
        return shortest.plusMillis((long) (random.nextDouble() * range));
    }
}
