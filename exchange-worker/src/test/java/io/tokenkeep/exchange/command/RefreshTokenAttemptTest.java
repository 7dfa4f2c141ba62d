package io.tokenkeep.exchange.command;

import static io.tokenkeep.exchange.command.RefreshTokenFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A refresh token may be presented once, and each step is written before the next. */
class RefreshTokenAttemptTest {

    private final FakeRefresh provider = new FakeRefresh();
    private final RefreshTokenFixture fixture = new RefreshTokenFixture(provider);
    private final Ownership ownership = Ownerships.sure();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void presentationIsWrittenBeforeTheCallAndTheAnswerBeforeTheToken() throws Exception {
        fixture.secrets.read(fixture.held(0));
        provider.beforeRequest = () -> assertThat(fixture.states()).containsExactly(RefreshSecretState.PRESENTED);

        assertThat(attempt(refresh(0))).isEqualTo(JobResult.DONE);

        assertThat(provider.presented()).containsExactly(SECRET);
        assertThat(fixture.topics())
                .containsExactly(Topics.REFRESH_SECRETS.name(), Topics.REFRESH_SECRETS.name(), Topics.TOKENS.name());
        assertThat(fixture.states()).containsExactly(RefreshSecretState.PRESENTED, RefreshSecretState.HELD);
        assertThat(fixture.tokens().get(0).getSequence()).isEqualTo(1);
        assertThat(fixture.opened(Objects.requireNonNull(fixture.known()))).isEqualTo("refresh-token-2");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"TRANSIENT", "UNREADABLE"})
    void refreshTokenWithoutAnAnswerIsNeverPresentedAgain(FailureKind kind) {
        fixture.secrets.read(fixture.held(0));
        provider.refresh = Reply.failed(Failure.of(kind, null, null));

        attempt(refresh(0));

        assertThat(last().getFailureClass()).isEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
        provider.refresh = FakeRefresh.ISSUED;
        Job next = refresh(0);
        assertThat(attempt(next)).isInstanceOf(JobResult.Again.class);
        fixture.clock.advance(RefreshTokenFixture.SECOND_LOOK);
        assertThat(attempt(next)).isEqualTo(JobResult.DONE);
        assertThat(last().getFailureClass()).isEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
        assertThat(provider.presented()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"NOT_SENT", "RATE_LIMITED", "MISCONFIGURED", "BAD_REQUEST"})
    void refusalThatLeavesTheRefreshTokenUnspentKeepsIt(FailureKind kind) {
        fixture.secrets.read(fixture.held(0));
        provider.refresh = Reply.failed(Failure.of(kind, null, null));

        attempt(refresh(0));

        assertThat(fixture.states()).containsExactly(RefreshSecretState.PRESENTED, RefreshSecretState.HELD);
        assertThat(last().getFailureClass()).isNotEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
        provider.refresh = FakeRefresh.ISSUED;
        fixture.clock.advance(Duration.ofMinutes(2));
        attempt(refresh(0));
        assertThat(provider.presented()).containsExactly(SECRET, SECRET);
        assertThat(fixture.tokens()).hasSize(1);
    }

    @Test
    void refreshTokenThatTheProviderCallsInvalidIsNotPresentedAgain() {
        fixture.secrets.read(fixture.held(0));
        provider.refresh = Reply.failed(Failure.of(FailureKind.REAUTHORIZE, null, null));

        attempt(refresh(0));

        assertThat(last().getFailureClass()).isEqualTo(FailureClass.REAUTHORIZE);
        assertThat(fixture.states()).containsExactly(RefreshSecretState.PRESENTED);
    }

    @Test
    void nothingIsPresentedByAWorkerThatMayHaveLostThePartition() {
        fixture.secrets.read(fixture.held(0));
        Job job = fixture.job(CommandKind.REFRESH, 0, new Ownership(System::nanoTime, Duration.ofHours(1)));

        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);

        assertThat(provider.presented()).isEmpty();
        assertThat(fixture.topics()).isEmpty();
    }

    @Test
    void requestDoesNotLeaveOnceThePartitionIsLost() {
        fixture.secrets.read(fixture.held(0));
        provider.beforeRequest = () -> Ownerships.end(ownership);

        attempt(refresh(0));

        assertThat(provider.presented()).isEmpty();
        assertThat(fixture.states()).containsExactly(RefreshSecretState.PRESENTED, RefreshSecretState.HELD);
    }

    @Test
    void requestDoesNotLeaveAfterTheCommandsTime() {
        fixture.secrets.read(fixture.held(0));
        provider.beforeRequest = () -> fixture.clock.advance(Duration.ofMinutes(11));

        attempt(refresh(0));

        assertThat(provider.presented()).isEmpty();
        assertThat(last().getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
    }

    @Test
    void anotherWorkersAnswerIsWaitedForAndPublished() {
        fixture.secrets.read(fixture.held(0));
        fixture.secrets.read(RefreshSecretRecords.presented(fixture.held(0), "command-0"));
        Job job = refresh(0);
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);

        fixture.secrets.read(fixture.answered(1));

        assertThat(attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.tokens().get(0).getSequence()).isEqualTo(1);
        assertThat(fixture.tokens().get(0).getCommandId()).isEqualTo(RefreshTokenFixture.COMMAND);
        assertThat(provider.presented()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"REFRESH", "VERIFY"})
    void checkpointedAnswerIsPublishedEvenAfterTheCommandsTime(CommandKind kind) {
        fixture.secrets.read(fixture.answered(1));
        fixture.clock.advance(Duration.ofMinutes(11));

        attempt(fixture.job(kind, 0, ownership));

        assertThat(fixture.tokens().get(0).getSequence()).isEqualTo(1);
        assertThat(fixture.outcomes()).isEmpty();
    }

    @Test
    void answerThatTheCommandKnowsIsNotPublishedAgain() {
        fixture.secrets.read(fixture.answered(1));

        attempt(refresh(1));

        assertThat(fixture.tokens().get(0).getSequence()).isEqualTo(2);
        assertThat(provider.presented()).hasSize(1);
    }

    @Test
    void commandWaitsUntilItsPartitionIsRead() {
        fixture.secrets.begin();

        assertThat(attempt(refresh(0))).isInstanceOf(JobResult.Again.class);

        assertThat(fixture.topics()).isEmpty();
    }

    @Test
    void firstRefreshTokenOfAConsentIsReadBeforeItCountsAsMissing() {
        fixture.unread(fixture.held(0));

        attempt(refresh(0));

        assertThat(provider.presented()).hasSize(1);
    }

    @Test
    void answerThatWasNotReadYetIsPublishedAndNothingIsPresented() {
        fixture.unread(fixture.answered(1));

        attempt(refresh(0));

        assertThat(fixture.tokens().get(0).getSequence()).isEqualTo(1);
        assertThat(provider.presented()).isEmpty();
    }

    @Test
    void partitionThatIsLostWhileItIsReadSaysNothingAboutItsRefreshTokens() {
        fixture.whileReading(fixture.secrets::begin);

        assertThat(attempt(refresh(0))).isInstanceOf(JobResult.Again.class);

        assertThat(fixture.outcomes()).isEmpty();
    }

    @Test
    void accountWithoutARefreshTokenNeedsANewConsent() {
        attempt(refresh(0));

        assertThat(last().getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(last().getFailureClass()).isEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = GoneReason.class,
            names = {"DISCONNECTED", "DEAUTHORIZED", "DATA_DELETED", "PAGE_LOST"})
    void accountThatEndsForGoodLosesItsRefreshTokenFirst(GoneReason reason) {
        fixture.secrets.read(fixture.held(0));

        attempt(fixture.gone(reason, ownership));

        assertThat(fixture.topics()).containsExactly(Topics.REFRESH_SECRETS.name(), Topics.TOKENS.name());
        assertThat(fixture.known()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = GoneReason.class,
            names = {"EXPIRED", "REAUTHORIZATION_REQUIRED"})
    void accountThatEndedOnEvidenceKeepsItsRefreshToken(GoneReason reason) {
        fixture.secrets.read(fixture.held(0));

        attempt(fixture.gone(reason, ownership));

        assertThat(fixture.topics()).containsExactly(Topics.TOKENS.name());
        assertThat(fixture.known()).isNotNull();
    }

    private Job refresh(long sequence) {
        return fixture.job(CommandKind.REFRESH, sequence, ownership);
    }

    private RefreshOutcome last() {
        return fixture.outcomes().get(fixture.outcomes().size() - 1);
    }

    private static JobResult attempt(Job job) {
        return Waiting.on(job.attempt(() -> {}));
    }
}
