package io.tokenkeep.refresh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks that this instance owns and that do not act. Their threads live and report no failure while they wait for
 * something that never comes. Example: committed offsets behind a transaction that the brokers never end. Thread-safe.
 */
final class TaskStandstill {

    /** Longer than it takes to restore a large state and to read the existing records. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final InstantSource clock;
    private @Nullable Instant since;

    TaskStandstill(InstantSource clock) {
        this.clock = clock;
    }

    /** The problem, if it has lasted for the limit. It compares with earlier calls, so it must be called regularly. */
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
                        + ": their state is still being restored, or a transaction holds back offsets that they need; look for"
                        + " hanging transactions on __consumer_offsets");
    }
}
