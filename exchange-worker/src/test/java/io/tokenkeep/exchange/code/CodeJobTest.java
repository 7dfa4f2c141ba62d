package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a code comes to of which nothing is known. Its app is not configured, so one that may be presented waits. */
class CodeJobTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration HOUR = KnownProgress.CODE_LIFETIME;
    private static final int CODES_END = 100;

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final Ownership ownership = Ownerships.sure();
    private final CodeFixture fixture = new CodeFixture(clock, known, Map.of());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void youngCodeOfWhichNothingIsKnownMayBePresented() {
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(Duration.ofMinutes(59)), 7))).isInstanceOf(JobResult.Again.class);

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.WAITING);
    }

    @Test
    void codeThatExpiredUnfinishedHasFailedWhereItWouldBeKnownHadItBeenFinished() {
        known.finished("other", NOON.minus(Duration.ofMinutes(30)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(HOUR), 7));

        assertFailed();
    }

    @Test
    void codeThatSomebodyMayHaveFinishedLongAgoIsUndetermined() {
        known.finished("gone", NOON.minus(Duration.ofHours(6)));
        known.finished("young", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(Duration.ofHours(6)).minusSeconds(1), 7)))
                .isEqualTo(JobResult.DONE);

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.UNDETERMINED);
        assertThat(outcome().orElseThrow().getReason()).isEqualTo(AuthorizationReason.TOO_LATE);
    }

    @Test
    void codeThatIsYoungByItsTimeIsNotPresentedWhereItMayHaveBeenFinished() {
        known.finished("gone", NOON.minus(Duration.ofMinutes(10)));
        // The brokers' time went on, and this machine's stood still.
        known.finished("young", NOON.plus(Duration.ofHours(6)));
        known.caughtUp(CODES_END);

        assertThat(job(NOON.minus(Duration.ofMinutes(11)), 7).callNanos()).isZero();
        attempt(job(NOON.minus(Duration.ofMinutes(11)), 7));

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.UNDETERMINED);
    }

    @Test
    void codeThatWaitedHereUntilItExpiredHasFailedWhateverIsForgottenMeanwhile() {
        known.finished("other", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);
        Job waits = job(NOON, 7);
        assertThat(attempt(waits)).isInstanceOf(JobResult.Again.class);

        clock.advance(Duration.ofHours(6));
        known.passes(Duration.ofHours(6));
        attempt(waits);

        assertFailed();
    }

    @Test
    void codeThatWaitedWhileNoWorkerRanHasFailed() {
        Instant stop = NOON.minus(Duration.ofHours(8));
        known.finished("other", stop);
        known.caughtUp(CODES_END);

        known.finished("first of the morning", NOON);
        attempt(job(stop.minus(Duration.ofMinutes(30)), 7));

        assertFailed();
    }

    @Test
    void oldCodeThatCameAfterTheAssignmentHasFailedForNobodyElseHadIt() {
        known.finished("gone", NOON.minus(Duration.ofHours(6)));
        known.finished("young", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofHours(6)), CODES_END));

        assertFailed();
    }

    @Test
    void youngCodeThatCameAfterTheAssignmentMayBePresentedWhateverABrokersClockSays() {
        known.finished("gone", NOON.plus(Duration.ofHours(3)));
        known.finished("young", NOON.plus(Duration.ofHours(9)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofMinutes(1)), CODES_END));

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.WAITING);
    }

    @Test
    void sameCodeWrittenOnceMoreIsKnownAsLongAsItCanBePresented() {
        known.finished("anna", NOON.minus(Duration.ofHours(1)).minus(HOUR));
        known.finished("young", NOON);
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(HOUR).plusSeconds(1), CODES_END))).isEqualTo(JobResult.DONE);

        assertThat(outcome()).isEmpty();
    }

    @Test
    void codeOfAPartitionThatIsGoneIsLeftAlone() {
        known.caughtUp(CODES_END);
        Job job = job(NOON.minus(Duration.ofHours(6)), 7);
        Ownerships.end(ownership);

        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);

        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void endOfACodeThatNobodyCanPresentAnyMoreTakesNoMemory() {
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofHours(6)), 7));

        assertFailed();
        assertThat(known.progress().remembered()).isZero();
        assertThat(fixture.published()).hasSize(1);
    }

    @Test
    void outcomeNamesTheLinkThatItsCodeNames() {
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(HOUR), 7));

        assertThat(outcome().orElseThrow().getLink()).isEqualTo("link-1");
    }

    private void assertFailed() {
        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome().orElseThrow().getReason()).isEqualTo(AuthorizationReason.CODE_EXPIRED);
    }

    private JobResult attempt(Job job) {
        return Waiting.on(job.attempt(() -> {}));
    }

    private Optional<AuthorizationOutcome> outcome() {
        return fixture.outcome();
    }

    private Job job(Instant orderedAt, long offset) {
        return fixture.job("not-configured", orderedAt, offset, ownership);
    }
}
