package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps from a code to its outcome, and what each leaves to the next attempt. */
class CodeAttemptTest {

    private static final String APP = TestSettings.MAIN;
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final int CODES_END = 100;

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final FakeProvider provider = new FakeProvider(this::publishedCount);
    private final CodeFixture fixture = new CodeFixture(clock, known, Map.of(APP, FakeProvider.app(APP, provider)));
    private final Ownership ownership = Ownerships.sure();
    private final Job job = job();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void answerIsCheckpointedBeforeAnythingElseIsTried() {
        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(provider.calls()).containsExactly("exchange after 0", "upgrade after 1", "me after 1");
        assertThat(fixture.published().get(0).topic()).isEqualTo(Topics.AUTHORIZATION_PROGRESS.name());
        assertThat(fixture.published().get(0).value()).isNotNull();
    }

    @Test
    void tokenOutcomeAndEndOfProgressFollowEachOther() {
        attempt();

        assertThat(fixture.published().stream().map(ProducerRecord::topic))
                .containsExactly(
                        Topics.AUTHORIZATION_PROGRESS.name(),
                        Topics.TOKENS.name(),
                        Topics.AUTHORIZATION_OUTCOMES.name(),
                        Topics.AUTHORIZATION_PROGRESS.name());
        assertThat(fixture.published().get(3).value()).isNull();
        assertThat(outcome().getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void permitIsGivenBackBeforeTheTokenIsPublished() {
        AtomicInteger publishedThen = new AtomicInteger(-1);

        Waiting.on(job.attempt(() -> publishedThen.set(publishedCount())));

        assertThat(publishedThen).hasValue(1);
    }

    @Test
    void finishedCodeIsNeverPresentedAgain() {
        attempt();

        assertThat(Waiting.on(job().attempt(() -> {}))).isEqualTo(JobResult.DONE);

        assertThat(provider.calls())
                .filteredOn(call -> call.startsWith("exchange"))
                .hasSize(1);
    }

    @Test
    void upgradeThatFailsIsRepeatedFromTheCheckpointWithoutTheCode() {
        provider.upgrade = Reply.failed(failure(FailureKind.TRANSIENT));
        assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        provider.upgrade = FakeProvider.UPGRADED;

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(provider.calls())
                .filteredOn(call -> call.startsWith("exchange"))
                .hasSize(1);
        assertThat(outcome().getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void codeIsWithheldWhereThePartitionIsLostRightBeforeTheRequest() {
        provider.beforeExchange = () -> Ownerships.end(ownership);
        provider.exchange = Reply.failed(failure(FailureKind.TRANSIENT));

        assertThat(attempt()).isInstanceOf(JobResult.Again.class);

        assertThat(provider.calls()).isEmpty();
        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void answerIsCheckpointedThoughThePartitionIsLostMeanwhile() {
        provider.duringExchange = () -> Ownerships.end(ownership);

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(outcome().getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void codeThatIsCalledUsedFailsOnlyWhenNoAnswerOfAnotherWorkerCanBeOnItsWay() {
        provider.exchange = Reply.failed(failure(FailureKind.CODE_SPENT));
        assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        clock.advance(CodeFixture.SECOND_LOOK.minusMillis(1));
        assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        assertThat(fixture.published()).isEmpty();

        clock.advance(Duration.ofMillis(1));

        assertThat(attempt()).isEqualTo(JobResult.DONE);
        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.CODE_SPENT);
        assertThat(provider.calls()).hasSize(1);
    }

    @Test
    void answerOfAnotherWorkerIsTriedBeforeItIsBelieved() {
        provider.exchange = Reply.failed(failure(FailureKind.CODE_SPENT));
        attempt();
        fixture.answeredElsewhere(APP, FakeProvider.GIVEN, clock.instant());

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(provider.calls()).containsExactly("exchange after 0", "me after 0", "upgrade after 0", "me after 0");
        assertThat(outcome().getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void answerOfAnotherWorkerThatWasRevokedHasSpentTheCode() {
        provider.exchange = Reply.failed(failure(FailureKind.CODE_SPENT));
        attempt();
        fixture.answeredElsewhere(APP, FakeProvider.GIVEN, clock.instant());
        provider.me = Reply.failed(failure(FailureKind.REAUTHORIZE));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.CODE_SPENT);
    }

    @Test
    void codeWhoseAnswersCannotBeReadIsPresentedThreeTimes() {
        provider.exchange = Reply.failed(failure(FailureKind.UNREADABLE));
        attempt();
        attempt();

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(provider.calls()).hasSize(3);
        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.CODE_SPENT);
    }

    @Test
    void reasonOfAWaitIsPublishedOnceAndThenTheNextOne() {
        provider.exchange = Reply.failed(failure(FailureKind.TRANSIENT));
        attempt();
        attempt();
        provider.exchange = Reply.failed(failure(FailureKind.APP_BLOCKED));
        attempt();
        attempt();

        assertThat(fixture.outcomes())
                .extracting(AuthorizationOutcome::getReason)
                .containsExactly(AuthorizationReason.PROVIDER_UNAVAILABLE, AuthorizationReason.MISCONFIGURED);
    }

    @Test
    void upgradeThatNobodyUnderstandsIsTriedEightTimes() {
        provider.upgrade = Reply.failed(failure(FailureKind.BAD_REQUEST));
        for (int i = 1; i < 8; i++) {
            assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        }

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(outcome().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.BAD_REQUEST);
    }

    private Job job() {
        known.caughtUp(CODES_END);
        return fixture.job(APP, NOON, 7, ownership);
    }

    private JobResult attempt() {
        return Waiting.on(job.attempt(() -> {}));
    }

    private AuthorizationOutcome outcome() {
        return fixture.outcome().orElseThrow();
    }

    private int publishedCount() {
        return fixture.published().size();
    }

    private static Failure failure(FailureKind kind) {
        return new Failure(kind, null, null, Bucket.NONE, null, false);
    }
}
