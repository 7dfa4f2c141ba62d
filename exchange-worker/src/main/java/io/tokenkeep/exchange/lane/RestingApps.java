package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** A rest and its end; {@code probed} while one call is out that tries whether it is over. */
    public record Rest(Reason reason, Instant until, boolean probed) {}

    private final Map<String, Rest> rests = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Duration probe;

    /** @param probe how long the one call after a rest may take before another is let through */
    public RestingApps(InstantSource clock, Duration probe) {
        this.clock = clock;
        this.probe = probe;
    }

    /** Lets an app rest; a rest never gets shorter by a later word. */
    public void rest(String app, Reason reason, Instant until) {
        rests.merge(
                app,
                new Rest(reason, until, false),
                (held, next) -> !held.probed() && held.until().isAfter(next.until()) ? held : next);
    }

    /**
     * The app's rest, if it has one. After its end a single caller is told that there is none and so makes the call that
     * tries; for all others the rest goes on until that call came back.
     */
    public Optional<Rest> resting(String app) {
        AtomicBoolean mayTry = new AtomicBoolean();
        Rest rest = rests.computeIfPresent(app, (name, held) -> {
            if (held.until().isAfter(clock.instant())) {
                return held;
            }
            mayTry.set(true);
            return new Rest(held.reason(), clock.instant().plus(probe), true);
        });
        return mayTry.get() ? Optional.empty() : Optional.ofNullable(rest);
    }

    /** What a failed call of the app tells: a no to the request itself ends a rest as well as a yes does. */
    public void failed(String app, FailureKind kind) {
        if (kind.isAboutTheRequest()) {
            works(app);
        }
    }

    /** A call of the app went through. Calls begun before a rest may still come back well, so a rest is kept to its end. */
    public void works(String app) {
        rests.computeIfPresent(app, (name, rest) -> rest.probed() ? null : rest);
    }

    /** Apps whose last word was a complaint, with it; also those whose rest is over and that were not tried since. */
    public Map<String, Rest> all() {
        return Map.copyOf(rests);
    }
}
