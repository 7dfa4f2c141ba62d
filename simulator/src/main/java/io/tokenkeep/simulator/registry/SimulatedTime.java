package io.tokenkeep.simulator.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The world's clock: a source moved by an offset that a test or a person can enlarge. Beside it runs the wall clock,
 * whose stamps can be compared with what happened outside, such as the end of a process. Safe for use by many threads.
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

    /** Moves the world by this much, backwards with a negative duration, and returns the new time. */
    public synchronized Instant advance(Duration by) {
        offset = offset.plus(by);
        return instant();
    }
}
