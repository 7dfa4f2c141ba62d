package io.tokenkeep.refresh;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamsFailuresTest {

    private final MutableClock clock = MutableClock.at(Instant.EPOCH);
    private final StreamsFailures failures = new StreamsFailures(clock);

    @Test
    void ownMistakeEndsTheService() {
        assertThat(failures.handle(new StreamsException(new IllegalStateException("ours"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.ended().toCompletableFuture()).isCompletedWithValue(Exit.FAILED);
    }

    @Test
    void troubleWithTheBrokersGetsANewThread() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("theirs"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(failures.ended().toCompletableFuture()).isNotDone();
    }

    /** What the brokers say when they were away for longer than a transaction may take. */
    @Test
    void transactionThatIsOverGetsANewThread() {
        assertThat(failures.handle(new StreamsException(new InvalidTxnStateException("over"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(new StreamsException(new ProducerFencedException("over"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(failures.ended().toCompletableFuture()).isNotDone();
    }

    @Test
    void troubleThatDoesNotPassEndsTheService() {
        for (int i = 0; i < 10; i++) {
            assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void troubleIsForgottenAfterAnHour() {
        for (int i = 0; i < 30; i++) {
            assertThat(failures.handle(new TimeoutException("theirs"))).isEqualTo(REPLACE_THREAD);
            clock.advance(Duration.ofMinutes(10));
        }
    }
}
