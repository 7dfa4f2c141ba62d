package io.tokenkeep.refresh;

import io.tokenkeep.kit.Exit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a stream thread dies. Trouble with the brokers gets a new thread, a few times an hour; anything
 * else is our own mistake, and ends the service. Any thread.
 */
final class StreamsFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(StreamsFailures.class);
    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofHours(1);

    /** The brokers' word that something passes, or that a transaction is over: then its inputs are read again. */
    private static final List<Class<? extends KafkaException>> PASSING = List.of(
            RetriableException.class,
            ApplicationRecoverableException.class,
            InvalidTxnStateException.class,
            TransactionAbortableException.class,
            OutOfOrderSequenceException.class);

    private final InstantSource clock;
    private final Deque<Instant> replaced = new ArrayDeque<>();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();

    StreamsFailures(InstantSource clock) {
        this.clock = clock;
    }

    CompletionStage<Exit> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        boolean again = mayPass(failure) && mayReplace();
        log.atError().setCause(failure).addKeyValue("goesOn", again).log("a stream thread died");
        if (!again) {
            ended.complete(Exit.FAILED);
        }
        return again ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private synchronized boolean mayReplace() {
        Instant now = clock.instant();
        replaced.removeIf(at -> at.isBefore(now.minus(WITHIN)));
        replaced.add(now);
        return replaced.size() <= MOST;
    }

    private static boolean mayPass(Throwable failure) {
        return PASSING.stream().anyMatch(passing -> passing.isInstance(failure))
                || (failure.getCause() != null && mayPass(failure.getCause()));
    }
}
