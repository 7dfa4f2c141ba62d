package io.tokenkeep.exchange.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Duration SESSION = Duration.ofSeconds(10);

    /** Near the end of a long, where {@link System#nanoTime} may well stand. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());

    private final Ownership ownership = new Ownership(nanos::get, SESSION);

    @Test
    void assignmentAloneProvesNothing() {
        assertThat(ownership.isSure()).isFalse();
        assertThat(ownership.acceptsWork()).isTrue();
    }

    @Test
    void acceptedCommitProvesHalfASessionFromWhenItWasSent() {
        ownership.confirmed(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(ownership.isSure()).isTrue();

        nanos.addAndGet(1);
        assertThat(ownership.isSure()).isFalse();
    }

    @Test
    void laterCommitProlongsIt() {
        ownership.confirmed(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        ownership.confirmed(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());

        assertThat(ownership.isSure()).isTrue();
    }

    @Test
    void commitAcknowledgedOutOfOrderDoesNotShortenIt() {
        long early = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        ownership.confirmed(nanos.get());
        ownership.confirmed(early);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(ownership.isSure()).isTrue();
    }

    @Test
    void partitionAboutToBeGivenUpTakesNoNewWorkAndIsStillOurs() {
        ownership.confirmed(nanos.get());
        ownership.leave();

        assertThat(ownership.acceptsWork()).isFalse();
        assertThat(ownership.isSure()).isTrue();
    }

    @Test
    void lostPartitionIsOursNoMoreWhateverCommitComesIn() {
        ownership.confirmed(nanos.get());
        ownership.end();
        ownership.confirmed(nanos.get());

        assertThat(ownership.acceptsWork()).isFalse();
        assertThat(ownership.isSure()).isFalse();
    }
}
