package io.tokenkeep.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets one line a minute pass for each kind of event, so that no client decides how fast a log grows. Thread-safe. */
public final class LogLimit {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Kinds are ours, classes and places in code; a hundred is more than there are. */
    private static final int KINDS = 100;

    private final InstantSource clock;
    private final Map<String, Repeats> kinds = new HashMap<>();

    private record Repeats(Instant loggedAt, long since) {}

    public LogLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** How many of this kind there were since the last line, if it is time for a line now. */
    public synchronized OptionalLong pass(String kind) {
        Instant now = clock.instant();
        Repeats last = kinds.get(kind);
        if (last == null && kinds.size() >= KINDS) {
            return OptionalLong.empty();
        }
        if (last != null && now.isBefore(last.loggedAt.plus(PAUSE))) {
            kinds.put(kind, new Repeats(last.loggedAt, last.since + 1));
            return OptionalLong.empty();
        }
        kinds.put(kind, new Repeats(now, 0));
        return OptionalLong.of(last == null ? 1 : last.since + 1);
    }
}
