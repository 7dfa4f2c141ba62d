package io.tokenkeep.exchange.confirm;

import static io.tokenkeep.exchange.confirm.ConfirmationFixture.APP;
import static io.tokenkeep.exchange.confirm.ConfirmationFixture.HOURS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.consent.HeldRecords;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consent by a link that asks for a confirmation is published when somebody at the agency confirms it, and only then. */
class ConfirmationTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant LAST = NOON.plus(Duration.ofHours(HOURS));

    private final MutableClock clock = MutableClock.at(NOON);
    private ConfirmationFixture fixture = new ConfirmationFixture(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void consentIsHeldAndNothingOfItIsPublished() {
        fixture.consent("anna");

        assertThat(fixture.topicsAfter(0))
                .containsExactly(
                        Topics.AUTHORIZATION_PROGRESS.name(),
                        Topics.AUTHORIZATION_OUTCOMES.name(),
                        Topics.HELD_CONSENTS.name(),
                        Topics.AUTHORIZATION_PROGRESS.name());
        AuthorizationOutcome outcome = fixture.outcome("anna");
        assertThat(outcome.getState()).isEqualTo(AuthorizationState.WAITING);
        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.AWAITING_CONFIRMATION);
        assertThat(outcome.getWaitingUntil()).isEqualTo(LAST);
        HeldConsent held = Objects.requireNonNull(fixture.held("anna"));
        assertThat(held.getState()).isEqualTo(HeldState.AWAITING_CONFIRMATION);
        assertThat(held.getUntil()).isEqualTo(LAST);
        assertThat(held.getAccount()).isEqualTo(APP + ":27");
        assertThat(held.getAccounts()).containsExactly(new ConnectedAccount(APP + ":27", TokenKind.USER, "Anna"));
        assertThat(held.getAccountsTotal()).isEqualTo(1);
        assertThat(held.getCode().getSealedCode()).as("it is used up").isEmpty();
    }

    @Test
    void noByteOfTheTokenStandsInWhatIsHeld() {
        fixture.consent("anna");

        assertThat(fixture.of(Topics.HELD_CONSENTS)).singleElement().satisfies(record -> assertThat(
                        new String(record.value(), UTF_8))
                .doesNotContain("long")
                .doesNotContain("access_token"));
    }

    @Test
    void accountThatTheLinkDoesNotExpectIsRefusedAtOnce() {
        expect(new ExpectedAccount(APP, ExpectedKind.ACCOUNT, "31"));

        fixture.consent("anna");

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_EXPECTED);
        assertThat(fixture.of(Topics.HELD_CONSENTS))
                .as("nothing can be revoked at this provider")
                .isEmpty();
    }

    @Test
    void refusedConsentIsKeptForItsRevocationWhereTheProviderOffersOne() {
        fixture.provider.pages = pages("1");
        expect(new ExpectedAccount(APP, ExpectedKind.PAGE, "2"));

        fixture.consent("anna");

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_EXPECTED);
        HeldConsent held = Objects.requireNonNull(fixture.held("anna"));
        assertThat(held.getState()).isEqualTo(HeldState.TO_BE_REVOKED);
        assertThat(held.getAccounts()).as("no name is needed").isEmpty();
        assertThat(held.getUntil()).isEqualTo(NOON.plus(HeldRecords.BEFORE_REVOCATION));
    }

    @Test
    void consentWhoseLinkIsUsedUpMeanwhileIsKeptForItsRevocationToo() {
        fixture.provider.pages = pages("1");
        fixture.links.read(fixture.links.link().setSingle(true));
        fixture.provider.duringMe = () -> fixture.links.readUse("bert");

        fixture.consent("anna");

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(Objects.requireNonNull(fixture.held("anna")).getState()).isEqualTo(HeldState.TO_BE_REVOKED);
    }

    @Test
    void confirmedConsentIsConnectedWithTheRankAndTheLifetimeThatItHad() {
        fixture.consent("anna");
        int before = fixture.published().size();
        clock.set(NOON.plus(Duration.ofHours(30)));

        assertThat(fixture.decide("anna", ConsentDecisionKind.CONFIRM)).isEqualTo(JobResult.DONE);

        assertThat(fixture.topicsAfter(before))
                .containsExactly(
                        Topics.CONNECT_LINK_USES.name(),
                        Topics.TOKENS.name(),
                        Topics.AUTHORIZATION_OUTCOMES.name(),
                        Topics.HELD_CONSENTS.name());
        Token token = fixture.values(Topics.TOKENS).get(0);
        assertThat(token.getOrderedAt()).isEqualTo(NOON);
        assertThat(token.getIssuedAt()).isEqualTo(NOON);
        assertThat(token.getExpiresAt()).isEqualTo(NOON.plus(Duration.ofDays(60)));
        assertThat(token.getScopes()).containsExactly("basic");
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
        fixture.readHeld();
        assertThat(fixture.held("anna")).isNull();
    }

    @Test
    void pagesOfTheDayOfTheConfirmationAreConnected() {
        fixture.provider.pages = pages("1", "2");
        fixture.consent("anna");
        assertThat(Objects.requireNonNull(fixture.held("anna")).getAccountsTotal())
                .isEqualTo(3);
        fixture.provider.pages = pages("2", "3");

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.values(Topics.TOKENS).stream().map(Token::getAccountId))
                .containsExactly("27", "2", "3");
    }

    @Test
    void pageThatWasGivenUpMeanwhileIsNotExpectedAnyMore() {
        fixture.provider.pages = pages("1", "2");
        expect(new ExpectedAccount(APP, ExpectedKind.PAGE, "2"));
        fixture.consent("anna");
        fixture.provider.pages = pages("1");

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_EXPECTED);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
        assertThat(Objects.requireNonNull(fixture.held("anna")).getState()).isEqualTo(HeldState.TO_BE_REVOKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentDecisionKind.class,
            names = {"CONFIRM", "REFUSE", "ERASE"})
    void onlyTheFirstDecisionCounts(ConsentDecisionKind second) {
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.CONFIRM);
        int before = fixture.published().size();

        assertThat(decideTwice("anna", second)).isEqualTo(JobResult.DONE);

        assertThat(fixture.topicsAfter(before)).isEmpty();
    }

    @Test
    void refusedConsentFailsAndIsForgotten() {
        fixture.consent("anna");

        fixture.decide("anna", ConsentDecisionKind.REFUSE);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.held("anna")).isNull();
        assertThat(decideTwice("anna", ConsentDecisionKind.CONFIRM)).isEqualTo(JobResult.DONE);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentDecisionKind.class,
            names = {"CONFIRM", "REFUSE"})
    void decisionAfterTheTimeDoesNotApply(ConsentDecisionKind late) {
        fixture.consent("anna");
        int before = fixture.published().size();
        clock.set(LAST);

        assertThat(fixture.decide("anna", late)).isEqualTo(JobResult.DONE);

        assertThat(fixture.topicsAfter(before)).isEmpty();
        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
    }

    @Test
    void endOfTheTimeFailsTheConsentAndNoSooner() {
        fixture.consent("anna");
        int before = fixture.published().size();
        clock.set(LAST.minusMillis(1));
        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);
        assertThat(fixture.topicsAfter(before)).isEmpty();
        clock.set(LAST);

        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.held("anna")).isNull();
    }

    @Test
    void grantOfARefusedConsentIsRevokedLaterByRefreshWorker() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.REFUSE);
        HeldConsent held = Objects.requireNonNull(fixture.held("anna"));
        assertThat(held.getState()).isEqualTo(HeldState.TO_BE_REVOKED);
        assertThat(held.getAccounts()).isEmpty();
        clock.set(held.getUntil());

        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);

        AccountCommand command = fixture.values(Topics.ACCOUNT_COMMANDS).get(0);
        assertThat(command.getKind()).isEqualTo(AccountCommandKind.REVOKE_UNUSED);
        assertThat(command.getAccount()).isEqualTo(APP + ":27");
        Token token = Objects.requireNonNull(command.getToken());
        assertThat(token.getOrderedAt()).isEqualTo(NOON);
        assertThat(token.getAuthorizationId()).isEqualTo("anna");
        assertThat(fixture.held("anna")).isNull();
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
    }

    @Test
    void grantOnWhichAnotherConsentWaitsIsNotRevoked() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.REFUSE);
        fixture.consent("anna again");
        clock.set(NOON.plus(HeldRecords.BEFORE_REVOCATION));

        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);

        assertThat(fixture.of(Topics.ACCOUNT_COMMANDS)).isEmpty();
        assertThat(fixture.held("anna")).isNull();
        assertThat(fixture.held("anna again")).isNotNull();
    }

    @Test
    void grantIsNotRevokedWhileItIsNotKnownWhichConsentsWait() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.REFUSE);
        for (String other : List.of("a", "b", "c")) {
            HeldConsent waits = HeldConsent.newBuilder(HeldConsentsTest.consent(other, LAST))
                    .setAccount(APP + ":" + other)
                    .build();
            fixture.waiting.add(other, waits, new RecordPlace(0, 0, NOON));
        }
        clock.set(NOON.plus(HeldRecords.BEFORE_REVOCATION));

        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);

        assertThat(fixture.of(Topics.ACCOUNT_COMMANDS)).isEmpty();
    }

    @Test
    void consentThatWaitsForItsRevocationCannotBeConfirmed() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.REFUSE);
        int before = fixture.published().size();

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.topicsAfter(before)).isEmpty();
    }

    @Test
    void deletionEndsWhatIsHeldWithoutAQuestion() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.consent("bert");
        fixture.decide("bert", ConsentDecisionKind.REFUSE);

        fixture.decide("anna", ConsentDecisionKind.ERASE);
        fixture.decide("bert", ConsentDecisionKind.ERASE);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.held("anna")).isNull();
        assertThat(fixture.held("bert")).isNull();
        assertThat(fixture.of(Topics.ACCOUNT_COMMANDS)).isEmpty();
    }

    @Test
    void confirmationWaitsForAProviderThatIsAway() {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.TRANSIENT, null, null));
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class);
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);
        assertThat(fixture.held("anna")).isNotNull();
        fixture.provider.me = Reply.given(new Profile("27", "Anna"));

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void consentThatThePersonTookBackIsNotConnected() {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.REAUTHORIZE, 190, null));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.REAUTHORIZATION_REQUIRED);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
        assertThat(fixture.held("anna")).isNull();
    }

    @Test
    void nameIsOptional() {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.PERMISSION_MISSING, 10, null));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.values(Topics.TOKENS).get(0).getDisplayName()).isEqualTo("Anna");
    }

    @Test
    void linkThatWasRevokedMeanwhileConnectsNothing() {
        fixture.consent("anna");
        fixture.links.read(fixture.links.link().setConfirmWithinHours(HOURS).setRevokedAt(NOON));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
    }

    @Test
    void linkThatEndedMeanwhileStillConnectsWhatCameInTime() {
        fixture.consent("anna");
        clock.set(NOON.plus(Duration.ofDays(2)));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void ofTwoHeldConsentsBySingleLinkOnlyOneIsConnected() {
        fixture.links.read(fixture.links.link().setConfirmWithinHours(HOURS).setSingle(true));
        fixture.consent("anna");
        fixture.consent("bert");
        fixture.links.readUse("anna");
        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        fixture.decide("bert", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
        assertThat(fixture.outcome("bert").getReason()).isEqualTo(AuthorizationReason.LINK_REFUSED);
        assertThat(fixture.values(Topics.TOKENS)).hasSize(1);
    }

    @Test
    void decisionThatIsReadBeforeTheConsentWaitsForIt() {
        fixture.consentUnread("anna");
        fixture.whenReadToEnd = fixture::readHeld;
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        assertThat(job.callNanos()).isZero();

        assertThat(fixture.attempt(job)).isEqualTo(new JobResult.Again(Duration.ZERO));

        assertThat(job.callNanos()).as("now it calls the provider").isPositive();
        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void decisionAboutWhatThisVersionCannotReadWaitsForADay() {
        fixture.held.unreadable(KnownProgress.PARTITION, "anna");
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        fixture.attempt(job);

        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class);
        clock.set(NOON.plus(Duration.ofDays(1)));
        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
    }

    @Test
    void unknownKeyMakesTheConfirmationWait() {
        close();
        fixture = new ConfirmationFixture(
                clock, new Opener(KeySet.parse(TestSettings.TOKENS_KEYS), Purpose.REFRESH_TOKEN));
        fixture.consent("anna");

        assertThat(fixture.decide("anna", ConsentDecisionKind.CONFIRM)).isInstanceOf(JobResult.Again.class);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.KEY_UNKNOWN);
        assertThat(fixture.held("anna")).isNotNull();
    }

    @Test
    void recordThatIsNoDecisionIsADeadLetter() {
        int before = fixture.published().size();

        fixture.attempt(fixture.decision("anna", ConsentDecisionKind.UNKNOWN));

        assertThat(fixture.topicsAfter(before)).containsExactly(Topics.DEAD_LETTERS_NAME);
    }

    private JobResult decideTwice(String id, ConsentDecisionKind kind) {
        Job job = fixture.decision(id, kind);
        JobResult first = fixture.attempt(job);
        return first == JobResult.DONE ? first : fixture.attempt(job);
    }

    private void expect(ExpectedAccount account) {
        fixture.links.read(fixture.links.link().setConfirmWithinHours(HOURS).setExpected(List.of(account)));
    }

    private static PageList pages(String... ids) {
        return new PageList(
                List.of(ids).stream()
                        .map(id -> new PageGrant(id, "Page " + id, Secret.of("page-" + id), List.of(), null))
                        .toList(),
                List.of(),
                null);
    }
}
