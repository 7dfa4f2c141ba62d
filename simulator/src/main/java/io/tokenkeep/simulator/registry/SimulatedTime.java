package io.tokenkeep.simulator.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The world's clock: a source plus an offset that a test or a person can enlarge. The wall clock runs beside it; its
 * times can be compared with events outside, such as the end of a process. Safe for use by many threads.
 */
public final class SimulatedTime implements InstantSource {
    private final InstantSource source;
    private final InstantSource wall;
    private Duration offset = Duration.ZERO;

    public SimulatedTime(InstantSource source, InstantSource wall) {
        this.source = source;
        this.wall = wall;
    }

    @Override
    public synchronized Instant instant() {
        return source.instant().plus(offset);
    }

    public Instant wall() {
        return wall.instant();
    }

    public synchronized Duration offset() {
        return offset;
    }

    /** Moves the clock by this duration, backwards if negative, and returns the new time. */
    public synchronized Instant advance(Duration by) {
        offset = offset.plus(by);
        return instant();
    }
}
