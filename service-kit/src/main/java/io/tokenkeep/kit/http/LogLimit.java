package io.tokenkeep.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Allows one log message a minute for each kind of event, so that no client decides how fast a log grows. Thread-safe. */
public final class LogLimit {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Kinds are classes and places in this code; there are fewer than a hundred. */
    private static final int KINDS = 100;

    private final InstantSource clock;
    private final Map<String, Repeats> kinds = new HashMap<>();

    private record Repeats(Instant loggedAt, long since) {}

    public LogLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** The number of events of this kind since the last message, if a message is due now. */
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
