package io.tokenkeep.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bound is met for long: repeatedly during half a minute, and again within the last half minute. A short burst is the
 * purpose of the bound and no reason for an alert. Thread-safe.
 */
final class BoundWatch {

    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private @Nullable Instant first;
    private @Nullable Instant last;

    BoundWatch(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void met() {
        Instant now = clock.instant();
        if (last == null || now.isAfter(last.plus(A_WHILE))) {
            first = now;
        }
        last = now;
    }

    synchronized boolean stands() {
        Instant now = clock.instant();
        return first != null && last != null && !now.isBefore(first.plus(A_WHILE)) && !now.isAfter(last.plus(A_WHILE));
    }
}
