package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;

/** Arithmetic of durations and instants in milliseconds, the precision of the records. */
final class Lengths {

    private Lengths() {}

    static Duration times(Duration length, double factor) {
        return Duration.ofMillis(Math.round(length.toMillis() * factor));
    }

    static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static Duration most(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static Instant within(Instant at, Instant from, Instant to) {
        if (at.isBefore(from)) {
            return from;
        }
        return at.isAfter(to) ? to : at;
    }
}
