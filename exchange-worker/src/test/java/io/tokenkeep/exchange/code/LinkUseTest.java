package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consent by a connect link leaves its use on the topic, and a single link connects the first one alone. */
class LinkUseTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String APP = TestSettings.MAIN;

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final FakeProvider provider = new FakeProvider(() -> 0);
    private LinkFixture links = new LinkFixture(clock, Duration.ofMinutes(10));
    private CodeFixture fixture = fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void useIsWrittenRightBeforeTheToken() {
        links.read(links.link().setSingle(false));

        assertThat(Waiting.on(fixture.attempt(job("anna")))).isEqualTo(JobResult.DONE);

        assertThat(fixture.published().stream().map(ProducerRecord::topic))
                .containsExactly(
                        Topics.AUTHORIZATION_PROGRESS.name(),
                        Topics.CONNECT_LINK_USES.name(),
                        Topics.TOKENS.name(),
                        Topics.AUTHORIZATION_OUTCOMES.name(),
                        Topics.AUTHORIZATION_PROGRESS.name());
        assertThat(LinkFixture.uses(fixture.published()))
                .containsExactly(new LinkUse(LinkFixture.LINK_ID + "/" + APP, LinkFixture.LINK_ID, APP, "anna", NOON));
    }

    @Test
    void linkThatIsNotSingleConnectsManyConsents() {
        links.read(links.link().setSingle(false));

        Waiting.on(fixture.attempt(job("anna")));
        links.readUses(fixture.published());
        Waiting.on(fixture.attempt(job("bert")));

        assertThat(tokenOwners()).containsExactly("anna", "bert");
        assertThat(uses()).containsExactly("anna", "bert");
    }

    @Test
    void ofTwoConsentsAtOnceOnlyTheFirstUseOfASingleLinkPublishes() {
        links.read(links.link().setSingle(true));
        Future<JobResult> anna = fixture.attempt(job("anna"));
        Future<JobResult> bert = fixture.attempt(job("bert"));
        await().until(() -> uses().size() == 2);
        assertThat(tokenOwners()).as("neither knows yet whose link it is").isEmpty();

        String first = uses().get(0);
        links.readUses(fixture.published());

        assertThat(Waiting.on(anna)).isEqualTo(JobResult.DONE);
        assertThat(Waiting.on(bert)).isEqualTo(JobResult.DONE);
        assertThat(tokenOwners()).containsExactly(first);
        assertThat(outcome(first).getState()).isEqualTo(AuthorizationState.CONNECTED);
        String other = first.equals("anna") ? "bert" : "anna";
        assertThat(outcome(other).getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome(other).getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
    }

    @Test
    void codeOfASingleLinkThatIsUsedUpIsNeverPresented() {
        links.read(links.link().setSingle(true));
        links.readUse("anna");

        assertThat(Waiting.on(fixture.attempt(job("bert")))).isEqualTo(JobResult.DONE);

        assertThat(outcome("bert").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(provider.calls()).isEmpty();
        assertThat(uses()).isEmpty();
    }

    @Test
    void consentThatRepeatsTheFirstOneUsesTheSingleLinkAgain() {
        links.read(links.link().setSingle(true));
        links.readUse("anna");

        assertThat(Waiting.on(fixture.attempt(repeating("anna again", "anna")))).isEqualTo(JobResult.DONE);

        assertThat(tokenOwners()).containsExactly("anna again");
        assertThat(uses()).containsExactly("anna again");
    }

    @Test
    void repetitionWhoseFirstUseIsReadLateUsesTheSingleLinkAgain() {
        links.read(links.link().setSingle(true));
        Future<JobResult> again = fixture.attempt(repeating("anna again", "anna"));
        await().until(() -> uses().size() == 1);

        links.readUse("anna");

        assertThat(Waiting.on(again)).isEqualTo(JobResult.DONE);
        assertThat(tokenOwners()).containsExactly("anna again");
    }

    @Test
    void consentThatRepeatsAnotherThanTheFirstOneIsRefused() {
        links.read(links.link().setSingle(true));
        links.readUse("anna");

        assertThat(Waiting.on(fixture.attempt(repeating("bert again", "bert")))).isEqualTo(JobResult.DONE);

        assertThat(outcome("bert again").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void answerOfASingleLinkThatIsUsedUpIsNotPublished() {
        links.read(links.link().setSingle(true));
        provider.duringMe = () -> links.readUse("anna");

        assertThat(Waiting.on(fixture.attempt(job("bert")))).isEqualTo(JobResult.DONE);

        assertThat(outcome("bert").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(tokenOwners()).isEmpty();
        assertThat(uses()).isEmpty();
    }

    @Test
    void consentThatGoesOnInAnotherWorkerKeepsItsOwnUse() {
        links.read(links.link().setSingle(true));
        fixture.answeredElsewhere(code("anna"), FakeProvider.GIVEN, NOON);
        links.readUse("anna");

        assertThat(Waiting.on(fixture.attempt(job("anna")))).isEqualTo(JobResult.DONE);

        assertThat(tokenOwners()).containsExactly("anna");
        assertThat(uses()).as("no second use").isEmpty();
    }

    @Test
    void useThatIsNotReadInTimeLetsTheConsentWaitAndGoOnLater() {
        close();
        links = new LinkFixture(clock, Duration.ofMillis(1));
        fixture = fixture();
        links.read(links.link().setSingle(true));
        Job job = job("anna");
        assertThat(Waiting.on(fixture.attempt(job))).isInstanceOf(JobResult.Again.class);
        assertThat(tokenOwners()).isEmpty();

        links.readUses(fixture.published());

        assertThat(Waiting.on(fixture.attempt(job))).isEqualTo(JobResult.DONE);
        assertThat(tokenOwners()).containsExactly("anna");
        assertThat(uses()).containsExactly("anna");
        assertThat(provider.calls())
                .filteredOn(call -> call.startsWith("exchange"))
                .hasSize(1);
    }

    private CodeFixture fixture() {
        return new CodeFixture(clock, known, Map.of(APP, FakeProvider.app(APP, provider)), links.links());
    }

    private Job job(String id) {
        known.caughtUp(100);
        return fixture.job(code(id), NOON, 7, Ownerships.sure());
    }

    private Job repeating(String id, String repeated) {
        known.caughtUp(100);
        AuthorizationCode code =
                AuthorizationCode.newBuilder(code(id)).setRepeats(repeated).build();
        return fixture.job(code, NOON, 7, Ownerships.sure());
    }

    private AuthorizationCode code(String id) {
        return fixture.code(id, APP, NOON).setConnectLink(LinkFixture.LINK_ID).build();
    }

    private List<String> uses() {
        return LinkFixture.uses(fixture.published()).stream()
                .map(LinkUse::getAuthorizationId)
                .toList();
    }

    private List<String> tokenOwners() {
        return fixture.published().stream()
                .filter(record -> record.topic().equals(Topics.TOKENS.name()))
                .map(record -> token(record.value()).getAuthorizationId())
                .toList();
    }

    private AuthorizationOutcome outcome(String id) {
        return fixture.outcomes().stream()
                .filter(outcome -> outcome.getAuthorizationId().equals(id))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Token token(byte[] value) {
        try {
            return Topics.TOKENS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable token", e);
        }
    }
}
