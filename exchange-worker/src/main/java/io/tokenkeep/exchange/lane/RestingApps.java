package io.tokenkeep.exchange.lane;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The apps that make no calls for a while, because they are over a limit or because something about them is configured
 * wrongly. One app's rest is no other's. Thread-safe: both lanes share it.
 */
public final class RestingApps {

    /** Why an app rests. */
    public enum Reason {
        RATE_LIMITED,
        MISCONFIGURED
    }

    /** A rest and its end. */
    public record Rest(Reason reason, Instant until) {}

    private final Map<String, Rest> rests = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public RestingApps(InstantSource clock) {
        this.clock = clock;
    }

    /** Lets an app rest; a rest never gets shorter by a later word. */
    public void rest(String app, Reason reason, Instant until) {
        rests.merge(app, new Rest(reason, until), (held, next) -> held.until().isAfter(next.until()) ? held : next);
    }

    /** The app's rest, if it is not over. */
    public Optional<Rest> resting(String app) {
        Rest rest = rests.get(app);
        return rest == null || !rest.until().isAfter(clock.instant()) ? Optional.empty() : Optional.of(rest);
    }

    /** A call of the app went through. Calls begun before a rest may still come back well, so a rest is kept to its end. */
    public void works(String app) {
        rests.computeIfPresent(app, (name, rest) -> rest.until().isAfter(clock.instant()) ? rest : null);
    }

    /** Apps whose last word was a complaint, with it; also those whose rest is over and that were not tried since. */
    public Map<String, Rest> all() {
        return Map.copyOf(rests);
    }
}
