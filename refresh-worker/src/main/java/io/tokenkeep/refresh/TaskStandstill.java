package io.tokenkeep.refresh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices tasks that this instance owns and that do not act: their threads live and report no failure while they wait for
 * something that never comes, as for committed offsets behind a transaction that the brokers never end. Thread-safe.
 */
final class TaskStandstill {

    /** Longer than the restoring of a large state and the reading of what is there take. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final InstantSource clock;
    private @Nullable Instant since;

    TaskStandstill(InstantSource clock) {
        this.clock = clock;
    }

    /** What is wrong, if it has been for long. Knows what it was told before, so it has to be asked now and then. */
    synchronized Optional<String> problem(int owned, int acting) {
        Instant now = clock.instant();
        if (acting >= owned) {
            since = null;
            return Optional.empty();
        }
        if (since == null) {
            since = now;
        }
        return Duration.between(since, now).compareTo(LIMIT) < 0
                ? Optional.empty()
                : Optional.of((owned - acting) + " of " + owned + " partitions have not acted since " + since
                        + ": their state is still being restored, or they wait for offsets that a transaction holds back; look for"
                        + " hanging transactions on __consumer_offsets");
    }
}
