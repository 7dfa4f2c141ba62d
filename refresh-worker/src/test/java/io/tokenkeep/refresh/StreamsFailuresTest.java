package io.tokenkeep.refresh;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.sandbox.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.errors.TopologyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

class StreamsFailuresTest {

    private final MutableClock clock = MutableClock.at(Instant.EPOCH);
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> healthInPause = new ArrayList<>();
    private boolean committed;
    private final StreamsFailures failures = new StreamsFailures(clock, () -> committed, this::pause);

    static Stream<Throwable> passing() {
        return Stream.of(
                new TimeoutException("theirs"),
                new InvalidTxnStateException("over"),
                new ProducerFencedException("over"),
                new OutOfOrderSequenceException("lost"),
                new TransactionAbortableException("over"),
                new KafkaException("Safe to abort and continue"),
                new KafkaException("in an error state", new TransactionAbortableException("over")),
                new TaskMigratedException("elsewhere"),
                new UnknownMemberIdException("who"),
                new RecordTooLargeException("large"),
                new LockException("held"),
                thrownBy("org.apache.kafka.clients.producer.internals.TransactionManager"),
                new ProcessorStateException("changelog", new TimeoutException("no broker")),
                new ProcessorStateException(
                        "changelog", thrownBy("org.apache.kafka.clients.producer.internals.TransactionManager")));
    }

    static Stream<Throwable> fatal() {
        return Stream.of(
                new TopicAuthorizationException("no right"),
                new TransactionalIdAuthorizationException("no right"),
                new SaslAuthenticationException("no password"),
                new UnsupportedVersionException("old"),
                new ConfigException("name", "value"),
                new TopologyException("other partitions"),
                new MissingSourceTopicException("gone"),
                new ProcessorStateException("disk"),
                new ProcessorStateException("disk", new RocksDBException("full")),
                new ProcessorStateException("disk", new IOException("full")),
                new IllegalStateException("ours"),
                new NullPointerException("ours"),
                thrownBy("io.tokenkeep.refresh.stream.AccountUpdates"),
                new OutOfMemoryError("none left"),
                new NoClassDefFoundError("half a jar"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesGetsANewThread(Throwable failure) {
        assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(new StreamsException("wrapped", failure))).isEqualTo(REPLACE_THREAD);
        assertThat(failures.ended().toCompletableFuture()).isNotDone();
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void whatNoThreadCanMendEndsTheService(Throwable failure) {
        assertThat(failures.handle(new StreamsException("wrapped", failure))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.ended().toCompletableFuture()).isCompletedWithValue(Exit.FAILED);
        assertThat(pauses).isEmpty();
    }

    @Test
    void pauseBeforeANewThreadGrowsToHalfAMinute() {
        for (int i = 0; i < 8; i++) {
            assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void failureThatNeverPassesEndsTheServiceAfterAnHour() {
        Instant first = clock.instant();
        while (clock.instant().isBefore(first.plus(Duration.ofHours(1)))) {
            assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(REPLACE_THREAD);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void failureWithCommitsBetweenNeverEndsTheService() {
        committed = true;
        for (int i = 0; i < 500; i++) {
            assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(REPLACE_THREAD);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(pauses).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void failureOfAnotherKindBeginsAnotherHour() {
        for (int i = 0; i < 500; i++) {
            Throwable failure =
                    i / 30 % 2 == 0 ? new TimeoutException("theirs") : new InvalidTxnStateException("theirs");
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
            clock.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void healthTellsWhatThreadsDieOfAndRecovers() {
        failures.handle(new StreamsException("a text", new TimeoutException("a text")));
        assertThat(failures.failing()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        failures.handle(new StreamsException("a text", new TimeoutException("a text")));

        assertThat(failures.failing()).contains("stream threads die of TimeoutException, 2 since 1970-01-01T00:00:00Z");
        assertThat(healthInPause)
                .containsExactly(
                        "stream threads die of TimeoutException, 1 since 1970-01-01T00:00:00Z",
                        "stream threads die of TimeoutException, 2 since 1970-01-01T00:00:00Z");
        clock.advance(Duration.ofMinutes(2));
        assertThat(failures.failing()).isEqualTo(Optional.empty());
    }

    private void pause(Duration time) {
        pauses.add(time);
        failures.failing().ifPresent(healthInPause::add);
    }

    private static IllegalStateException thrownBy(String type) {
        IllegalStateException failure = new IllegalStateException("invalid transition");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Objects", "check", null, 1),
            new StackTraceElement(type, "transitionTo", null, 1),
            new StackTraceElement("io.tokenkeep.refresh.stream.Outputs", "send", null, 1)
        });
        return failure;
    }
}
