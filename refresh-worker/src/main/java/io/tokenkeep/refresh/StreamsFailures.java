package io.tokenkeep.refresh;

import io.tokenkeep.kit.Exit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a stream thread dies. A fatal failure ends the service. After any other failure a new thread
 * replaces the old one, after a pause that doubles with each death up to 30 s. If threads die of the same failure for an hour
 * and commit nothing between, the service ends, because a restart may help. Any thread.
 */
final class StreamsFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(StreamsFailures.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration NO_PROGRESS = Duration.ofHours(1);
    /** A death that comes this long after the one before is not related to it. */
    private static final Duration SERIES_GAP = Duration.ofMinutes(10);

    private static final Duration STAYS_UNHEALTHY = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final BooleanSupplier hasCommitted;
    private final Pause pause;
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private @Nullable Series series;
    private int pausing;

    /** Blocks the dying thread, at most for the given time. */
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    /** Deaths that are related. */
    private record Series(Instant since, Instant last, int deaths, String name, Instant sameSince) {

        Series next(Instant now, String failure) {
            return new Series(since, now, deaths + 1, failure, failure.equals(name) ? sameSince : now);
        }
    }

    /** {@code hasCommitted}: whether the stream thread that asks has committed anything. */
    StreamsFailures(InstantSource clock, BooleanSupplier hasCommitted, Pause pause) {
        this.clock = clock;
        this.hasCommitted = hasCommitted;
        this.pause = pause;
    }

    CompletionStage<Exit> ended() {
        return ended.minimalCompletionStage();
    }

    /** Which failure threads die of, while they keep dying. */
    synchronized Optional<String> failing() {
        Series now = series;
        boolean recent = now != null
                && now.deaths() > 1
                && clock.instant().isBefore(now.last().plus(STAYS_UNHEALTHY));
        return now == null || (pausing == 0 && !recent)
                ? Optional.empty()
                : Optional.of("stream threads die of " + now.name() + ", " + now.deaths() + " since " + now.since());
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Series now = died(FatalFailures.name(failure));
        boolean fatal = FatalFailures.isFatal(failure);
        boolean stuck = !now.last().isBefore(now.sameSince().plus(NO_PROGRESS));
        log.atError()
                .setCause(failure)
                .addKeyValue("goesOn", !fatal && !stuck)
                .addKeyValue("deaths", now.deaths())
                .log("a stream thread died");
        if (fatal || stuck) {
            ended.complete(Exit.FAILED);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        await(pauseAfter(now.deaths()));
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized Series died(String name) {
        Instant now = clock.instant();
        Series before = series;
        boolean goesOn = before != null
                && !hasCommitted.getAsBoolean()
                && !before.last().plus(SERIES_GAP).isBefore(now);
        Series after = before != null && goesOn ? before.next(now, name) : new Series(now, now, 1, name, now);
        series = after;
        return after;
    }

    private void await(Duration time) {
        pausing(1);
        try {
            pause.await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pausing(-1);
        }
    }

    private synchronized void pausing(int change) {
        pausing += change;
    }

    private static Duration pauseAfter(int deaths) {
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(deaths - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
