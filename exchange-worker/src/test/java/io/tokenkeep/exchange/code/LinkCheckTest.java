package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a connect link of console-service still counts, before its code is presented and before anything is published. */
class LinkCheckTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LATE = KnownProgress.CODE_LIFETIME.plus(Duration.ofHours(2));

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final FakeProvider provider = new FakeProvider(() -> 0);
    private final LinkFixture links = new LinkFixture(clock, Duration.ofMinutes(1));
    private final CodeFixture fixture = fixture(links.links());
    private final Ownership ownership = Ownerships.sure();

    @BeforeEach
    void begin() {
        known.caughtUp(100);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void codeOfARevokedLinkIsNeverPresented() {
        links.read(links.link().setRevokedAt(NOON));

        assertThat(attempt(job(NOON))).isEqualTo(JobResult.DONE);

        assertRefused();
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void linkOfAnotherAppOrClientIsRefused() {
        links.read(links.link().setApps(List.of(TestSettings.OTHER)));
        assertThat(attempt(job(NOON))).isEqualTo(JobResult.DONE);
        assertRefused();

        links.read(links.link().setClient("another client"));
        assertThat(attempt(job(fixture, code().setAuthorizationId("bert"), NOON)))
                .isEqualTo(JobResult.DONE);
        assertRefused();
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void linkThatEndedLongAgoIsRefused() {
        links.read(links.link());
        clock.advance(DAY.plus(LATE));

        assertThat(attempt(job(clock.instant()))).isEqualTo(JobResult.DONE);

        assertRefused();
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void linkCountsForAPersonWhoBeganBeforeItsEnd() {
        links.read(links.link());
        clock.advance(DAY.plus(LATE).minusMillis(1));

        assertThat(attempt(job(clock.instant()))).isEqualTo(JobResult.DONE);

        assertConnected();
    }

    @Test
    void answerThatWaitedForLongerThanACodeLivesKeepsItsLink() {
        links.read(links.link().setExpiresAt(NOON));
        AuthorizationCode code = code().build();
        clock.advance(LATE.plusMinutes(1));
        fixture.answeredElsewhere(code, FakeProvider.GIVEN, clock.instant());

        assertThat(attempt(job(NOON))).isEqualTo(JobResult.DONE);

        assertConnected();
    }

    @Test
    void unknownLinkWaitsAndTheConsentGoesOnWhenItIsRead() {
        Job job = job(NOON);
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);
        assertThat(fixture.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(AuthorizationState.WAITING);
            assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
            assertThat(outcome.getWaitingUntil()).isEqualTo(NOON.plus(KnownProgress.CODE_LIFETIME));
        });
        assertThat(provider.calls()).isEmpty();

        links.read(links.link());

        assertThat(attempt(job)).isEqualTo(JobResult.DONE);
        assertConnected();
    }

    @Test
    void forgedLinkIsRefusedAtTheEndOfItsCode() {
        links.readForged(links.link());
        assertRefusedAtTheEnd(fixture);
    }

    @Test
    void workerWithoutLinkKeysRefusesTheLinkAtTheEndOfItsCode() {
        try (CodeFixture keyless = fixture(ConnectLinks.of(new LinkCheckConfig(Optional.empty(), 1), clock))) {
            assertRefusedAtTheEnd(keyless);
        }
    }

    @Test
    void codeWithoutAConsoleLinkNeedsNoKeys() {
        try (CodeFixture keyless = fixture(ConnectLinks.of(new LinkCheckConfig(Optional.empty(), 1), clock))) {
            Job job = job(keyless, code().setConnectLink(null), NOON);

            assertThat(Waiting.on(keyless.attempt(job))).isEqualTo(JobResult.DONE);

            AuthorizationOutcome outcome = keyless.outcome().orElseThrow();
            assertThat(outcome.getState()).isEqualTo(AuthorizationState.CONNECTED);
            assertThat(outcome.getConnectLink()).isNull();
            assertThat(LinkFixture.uses(keyless.published())).isEmpty();
        }
    }

    @Test
    void linkThatIsRevokedDuringTheExchangePublishesNothing() {
        links.read(links.link());
        provider.duringExchange = this::revoke;

        assertThat(attempt(job(NOON))).isEqualTo(JobResult.DONE);

        assertRefused();
        assertThat(provider.calls()).as("the token is not extended in vain").hasSize(1);
    }

    @Test
    void linkThatIsRevokedWhileTheAccountIsAskedForPublishesNothing() {
        links.read(links.link());
        provider.duringMe = this::revoke;

        assertThat(attempt(job(NOON))).isEqualTo(JobResult.DONE);

        assertRefused();
    }

    @Test
    void linkThatIsRevokedWhileTheAnswerWaitsPublishesNothing() {
        links.read(links.link());
        Job job = job(NOON);
        provider.upgrade = Reply.failed(new Failure(FailureKind.TRANSIENT, null, null, Bucket.NONE, null, false));
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);

        revoke();

        assertThat(attempt(job)).isEqualTo(JobResult.DONE);
        assertRefused();
    }

    private void assertRefusedAtTheEnd(CodeFixture of) {
        Job job = job(of, code(), NOON);
        assertThat(Waiting.on(of.attempt(job))).isInstanceOf(JobResult.Again.class);
        clock.advance(KnownProgress.CODE_LIFETIME);

        assertThat(Waiting.on(of.attempt(job))).isEqualTo(JobResult.DONE);

        assertThat(of.outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(of.outcome().orElseThrow().getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(provider.calls()).isEmpty();
    }

    private void revoke() {
        ConnectLink.Builder link = links.link();
        links.read(link.setRevokedAt(clock.instant()));
    }

    private void assertConnected() {
        AuthorizationOutcome outcome = fixture.outcome().orElseThrow();
        assertThat(outcome.getState()).isEqualTo(AuthorizationState.CONNECTED);
        assertThat(outcome.getConnectLink()).isEqualTo(LinkFixture.LINK_ID);
        assertThat(topics()).contains(Topics.TOKENS.name());
    }

    private void assertRefused() {
        AuthorizationOutcome outcome = fixture.outcome().orElseThrow();
        assertThat(outcome.getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(outcome.getConnectLink()).isEqualTo(LinkFixture.LINK_ID);
        assertThat(topics()).doesNotContain(Topics.TOKENS.name(), Topics.CONNECT_LINK_USES.name());
        assertThat(fixture.published().get(fixture.published().size() - 1).value())
                .as("the end of progress")
                .isNull();
    }

    private List<String> topics() {
        return fixture.published().stream().map(ProducerRecord::topic).toList();
    }

    private JobResult attempt(Job job) {
        return Waiting.on(fixture.attempt(job));
    }

    private Job job(Instant orderedAt) {
        return job(fixture, code(), orderedAt);
    }

    private Job job(CodeFixture of, AuthorizationCode.Builder code, Instant orderedAt) {
        return of.job(code.build(), orderedAt, 7, ownership);
    }

    private AuthorizationCode.Builder code() {
        return fixture.code(CodeFixture.ID, TestSettings.MAIN, NOON).setConnectLink(LinkFixture.LINK_ID);
    }

    private CodeFixture fixture(ConnectLinks of) {
        return new CodeFixture(
                clock, known, Map.of(TestSettings.MAIN, FakeProvider.app(TestSettings.MAIN, provider)), of);
    }
}
