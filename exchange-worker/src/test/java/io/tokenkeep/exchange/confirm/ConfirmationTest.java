package io.tokenkeep.exchange.confirm;

import static io.tokenkeep.exchange.confirm.ConfirmationFixture.APP;
import static io.tokenkeep.exchange.confirm.ConfirmationFixture.HOURS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuthorizationCode;
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
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
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

    private static final JobResult AT_ONCE = new JobResult.Again(Duration.ZERO);

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
                        Topics.AUTHORIZATION_PROGRESS.name(),
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
    void nameOfNobodyAndOfNoPageStaysWithARefusedConsent() {
        fixture.provider.pages = new PageList(
                pages("1").pages(),
                List.of(new PageWithoutToken("2", "Page 2", PageWithoutToken.Reason.NO_TOKEN)),
                Failure.of(FailureKind.TRANSIENT, null, null));
        fixture.consent("anna");
        HeldConsent waits = Objects.requireNonNull(fixture.held("anna"));
        assertThat(waits.getAccounts()).hasSize(2);
        assertThat(waits.getMissingPages()).hasSize(1);
        assertThat(waits.getListFailure()).isNotNull();

        fixture.decide("anna", ConsentDecisionKind.REFUSE);

        HeldConsent refused = Objects.requireNonNull(fixture.held("anna"));
        assertThat(refused.getAccounts()).isEmpty();
        assertThat(refused.getAccountsTotal()).isZero();
        assertThat(refused.getMissingScopes()).isEmpty();
        assertThat(refused.getMissingPages()).isEmpty();
        assertThat(refused.getListFailure()).isNull();
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

    @ParameterizedTest
    @EnumSource(
            value = ConsentDecisionKind.class,
            names = {"CONFIRM", "REFUSE"})
    void consentThatWaitsForItsRevocationIsDecidedAlready(ConsentDecisionKind second) {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.decide("anna", ConsentDecisionKind.REFUSE);
        int before = fixture.published().size();

        fixture.decide("anna", second);

        assertThat(fixture.topicsAfter(before)).isEmpty();
    }

    @Test
    void deletionEndsWhatIsHeldWithoutAQuestion() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.consent("bert");
        fixture.decide("bert", ConsentDecisionKind.REFUSE);

        fixture.decide("anna", ConsentDecisionKind.ERASE);
        int outcomes = fixture.of(Topics.AUTHORIZATION_OUTCOMES).size();
        fixture.decide("bert", ConsentDecisionKind.ERASE);

        assertThat(fixture.of(Topics.AUTHORIZATION_OUTCOMES))
                .as("bert has one already")
                .hasSize(outcomes);
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
    void confirmationWaitsForADay() {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.TRANSIENT, null, null));
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        clock.set(NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class);
        clock.set(NOON.plus(Duration.ofDays(1)));

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void onlyWhatMayBeConnectedWaitsForTheRateOfItsApp() {
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        Job confirmation = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        assertThat(confirmation.callNanos()).isPositive();
        assertThat(fixture.decision("anna", ConsentDecisionKind.REFUSE).callNanos())
                .isZero();

        fixture.decide("anna", ConsentDecisionKind.REFUSE);

        assertThat(confirmation.callNanos()).as("it waits for its revocation").isZero();
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

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"PERMISSION_MISSING", "BAD_REQUEST"})
    void nameIsOptional(FailureKind failure) {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(failure, 10, null));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.values(Topics.TOKENS).get(0).getDisplayName()).isEqualTo("Anna");
    }

    @Test
    void usernameOfTheConsentCountsWhereTheProviderDoesNotSayIt() {
        expect(new ExpectedAccount(APP, ExpectedKind.HANDLE, "@anna"));
        fixture.provider.me = Reply.given(new Profile("27", List.of(), "anna", "anna"));
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.BAD_REQUEST, 100, null));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void confirmationWaitsForAListOfPagesAsLongAsForAnyOtherCall() {
        fixture.provider.pages = pages("1");
        expect(new ExpectedAccount(APP, ExpectedKind.PAGE, "1"));
        fixture.consent("anna");
        fixture.provider.pages = PageList.failed(Failure.of(FailureKind.TRANSIENT, null, null));
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        for (int tries = 0; tries < 20; tries++) {
            assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class);
        }
        fixture.provider.pages = pages("1");

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);

        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void accountKeepsTheKeyThatTheAgencyHasSeen() {
        fixture.consent("anna");
        fixture.provider.me = Reply.given(new Profile("another id", "Anna B."));

        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        Token token = fixture.values(Topics.TOKENS).get(0);
        assertThat(token.getAccountId()).isEqualTo("27");
        assertThat(token.getDisplayName()).isEqualTo("Anna B.");
    }

    @Test
    void tokenThatHasEndedIsNeitherConnectedNorRevoked() {
        Duration lifetime = Duration.ofHours(2);
        fixture.provider.upgrade = Reply.given(new LongLived(Secret.of("long"), lifetime, false, null, List.of()));
        fixture.provider.pages = pages("1");
        fixture.consent("anna");
        fixture.consent("bert");
        fixture.decide("bert", ConsentDecisionKind.REFUSE);
        clock.set(NOON.plus(lifetime));
        int calls = fixture.provider.calls().size();
        fixture.decide("anna", ConsentDecisionKind.CONFIRM);
        clock.set(NOON.plus(HeldRecords.BEFORE_REVOCATION));
        fixture.readHeld();
        fixture.decide("bert", ConsentDecisionKind.TIME_OVER);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.REAUTHORIZATION_REQUIRED);
        assertThat(fixture.provider.calls()).hasSize(calls);
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
        assertThat(fixture.of(Topics.ACCOUNT_COMMANDS)).isEmpty();
        assertThat(fixture.held("bert")).isNull();
    }

    @Test
    void consentOfAnAppThatWasRemovedWaitsOrIsRefused() {
        fixture.consentUnread("anna");
        HeldConsent of = fixture.values(Topics.HELD_CONSENTS).get(0);
        HeldConsent removed = HeldConsent.newBuilder(of)
                .setCode(AuthorizationCode.newBuilder(of.getCode())
                        .setApp("removed")
                        .build())
                .setAccount("removed:27")
                .build();
        fixture.held.put(KnownProgress.PARTITION, "anna", removed);

        assertThat(fixture.decide("anna", ConsentDecisionKind.CONFIRM)).isInstanceOf(JobResult.Again.class);
        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.MISCONFIGURED);
        fixture.decide("anna", ConsentDecisionKind.REFUSE);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.held("anna")).as("nobody can revoke it").isNull();
        HeldConsent refused = HeldConsent.newBuilder(removed)
                .setState(HeldState.TO_BE_REVOKED)
                .build();
        fixture.held.put(KnownProgress.PARTITION, "anna", refused);
        clock.set(LAST);
        fixture.decide("anna", ConsentDecisionKind.TIME_OVER);
        assertThat(fixture.held("anna")).isNull();
        assertThat(fixture.of(Topics.ACCOUNT_COMMANDS)).isEmpty();
    }

    @Test
    void nothingIsDecidedBeforeEverythingIsRead() {
        fixture.consent("anna");
        fixture.held.begin(KnownProgress.PARTITION);
        Job job = fixture.decision("anna", ConsentDecisionKind.REFUSE);
        fixture.readHeld();

        assertThat(fixture.attempt(job)).as("a null may follow").isInstanceOf(JobResult.Again.class);
        fixture.held.caughtUp(KnownProgress.PARTITION);

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.FAILED);
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

        assertThat(fixture.attempt(job)).isEqualTo(AT_ONCE);

        assertThat(job.callNanos()).as("now it calls the provider").isPositive();
        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void decisionGivesItsPermitBackAtTheBoundAndIsNotSkipped() {
        fixture.consentUnread("anna");
        fixture.readToEnd = false;
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class).isNotEqualTo(AT_ONCE);
        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class).isNotEqualTo(AT_ONCE);
        fixture.readToEnd = true;
        fixture.whenReadToEnd = fixture::readHeld;

        assertThat(fixture.attempt(job)).isEqualTo(AT_ONCE);

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(fixture.outcome("anna").getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void decisionWaitsAtTheBoundForADay() {
        fixture.consentUnread("anna");
        fixture.readToEnd = false;
        Job job = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        clock.set(NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(fixture.attempt(job)).isInstanceOf(JobResult.Again.class).isNotEqualTo(AT_ONCE);
        clock.set(NOON.plus(Duration.ofDays(1)));

        fixture.attempt(job);

        assertThat(fixture.attempt(job)).isEqualTo(JobResult.DONE);
    }

    @Test
    void nobodyAsksForTheEndOfAWaitWhileItsConfirmationIsCarriedOut() {
        fixture.consent("anna");
        fixture.consent("bert");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.TRANSIENT, null, null));
        fixture.decide("anna", ConsentDecisionKind.CONFIRM);

        assertThat(fixture.held.takeDue(LAST.plus(Duration.ofHours(1)), 10))
                .extracting(HeldConsent::getAuthorizationId)
                .containsExactly("bert");
    }

    @Test
    void deletionDoesNotWaitForTheProviderOfAConfirmation() {
        fixture.consent("anna");
        fixture.provider.me = Reply.failed(Failure.of(FailureKind.TRANSIENT, null, null));
        Job confirmation = fixture.decision("anna", ConsentDecisionKind.CONFIRM);
        assertThat(fixture.attempt(confirmation)).isInstanceOf(JobResult.Again.class);
        Job deletion = fixture.decision("anna", ConsentDecisionKind.ERASE);
        fixture.provider.me = Reply.given(new Profile("27", "Anna"));

        assertThat(fixture.attempt(confirmation)).isEqualTo(JobResult.DONE);
        assertThat(fixture.attempt(deletion)).isEqualTo(JobResult.DONE);

        assertThat(fixture.outcome("anna").getReason()).isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        assertThat(fixture.held("anna")).isNull();
        assertThat(fixture.of(Topics.TOKENS)).isEmpty();
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

    @ParameterizedTest
    @EnumSource(
            value = ConsentDecisionKind.class,
            names = {"CONFIRM", "REFUSE", "ERASE"})
    void workerThatDiedBeforeTheEndOfProgressDoesNotBringADecidedConsentBack(ConsentDecisionKind decision) {
        fixture.consent("anna");
        fixture.decide("anna", decision);
        AuthorizationOutcome decided = fixture.outcome("anna");
        int before = fixture.published().size();

        assertThat(fixture.attempt(fixture.codeWithoutItsEnd("anna"))).isEqualTo(JobResult.DONE);

        assertThat(fixture.topicsAfter(before)).isEmpty();
        assertThat(fixture.outcome("anna")).isEqualTo(decided);
    }

    @Test
    void consentThatIsDecidedWhileItsCodeIsReadAgainIsNotHeldAgain() {
        fixture.consent("anna");
        Job again = fixture.codeWithoutItsEnd("anna");
        int before = fixture.published().size();
        fixture.provider.duringMe = () -> fixture.endOfProgressIsRead("anna");

        assertThat(fixture.attempt(again)).isEqualTo(JobResult.DONE);

        assertThat(fixture.topicsAfter(before)).isEmpty();
    }

    @Test
    void consentThatNobodyHasDecidedIsHeldAgainByTheNextWorker() {
        fixture.consent("anna");
        int before = fixture.published().size();

        fixture.attempt(fixture.codeWithoutItsEnd("anna"));

        assertThat(fixture.topicsAfter(before))
                .containsExactly(
                        Topics.AUTHORIZATION_OUTCOMES.name(),
                        Topics.HELD_CONSENTS.name(),
                        Topics.AUTHORIZATION_PROGRESS.name());
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
