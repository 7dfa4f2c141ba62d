package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.TokenCheck;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connect link that expects accounts connects nothing else. */
class ExpectedAccountsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String APP = TestSettings.MAIN;

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final FakeProvider provider = new FakeProvider(() -> 0);
    private final LinkFixture links = new LinkFixture(clock, Duration.ofMinutes(1));
    private final CodeFixture fixture =
            new CodeFixture(clock, known, Map.of(APP, FakeProvider.app(APP, provider)), links.links());
    private Job job;

    @BeforeEach
    void begin() {
        known.caughtUp(100);
        provider.me = Reply.given(new Profile("27", List.of("alias"), "Anna A", "anna.a"));
        AuthorizationCode code = fixture.code(CodeFixture.ID, APP, NOON)
                .setConnectLink(LinkFixture.LINK_ID)
                .build();
        job = fixture.job(code, NOON, 7, Ownerships.sure());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT, 28",
        "ACCOUNT, anna.a",
        "HANDLE, anna",
        "HANDLE, Anna A",
        "HANDLE, @@anna.a",
        "HANDLE, 27",
        "PAGE, 27",
        "UNKNOWN, 27"
    })
    void otherAccountIsRefusedAndNothingOfItIsPublished(ExpectedKind kind, String value) {
        expects(expected(kind, value));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertRefused();
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 27", "ACCOUNT, alias", "HANDLE, anna.a", "HANDLE, ANNA.A", "HANDLE, @Anna.a"})
    void expectedAccountIsConnected(ExpectedKind kind, String value) {
        expects(expected(kind, value));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(connected()).containsExactly(APP + ":27");
    }

    @Test
    void oneOfTheExpectedAccountsIsEnough() {
        expects(expected(ExpectedKind.ACCOUNT, "28"), expected(ExpectedKind.HANDLE, "anna.a"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(connected()).containsExactly(APP + ":27");
    }

    @Test
    void whatIsExpectedThroughAnotherAppIsExpectedThereAlone() {
        expects(new ExpectedAccount(TestSettings.OTHER, ExpectedKind.ACCOUNT, "28"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(connected()).containsExactly(APP + ":27");
    }

    @Test
    void nameThatAnyAccountMayChooseIsNoHandle() {
        provider.me = Reply.given(new Profile("27", "anna.a"));
        expects(expected(ExpectedKind.HANDLE, "anna.a"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertRefused();
    }

    @Test
    void handleThatCouldNotBeAskedForIsAskedForAgain() {
        Reply<Profile> given = provider.me;
        provider.me = Reply.failed(failure(FailureKind.TRANSIENT));
        expects(expected(ExpectedKind.HANDLE, "anna.a"));
        assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        assertThat(tokens()).isEmpty();

        provider.me = given;

        assertThat(attempt()).isEqualTo(JobResult.DONE);
        assertThat(connected()).containsExactly(APP + ":27");
    }

    @Test
    void onlyTheExpectedPageIsPublishedAmongThePagesOfTheAnswer() {
        provider.pages = new PageList(
                List.of(page("1"), page("2"), page("3")),
                List.of(new PageWithoutToken("4", "four", PageWithoutToken.Reason.NO_TOKEN)),
                null);
        expects(expected(ExpectedKind.PAGE, "2"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(connected()).containsExactly(APP + ":27", APP + ":2");
        assertThat(tokens()).containsExactly(APP + ":27", APP + ":2");
        assertThat(outcome().getAccountsTotal()).isEqualTo(2);
    }

    @Test
    void pagesBesideTheExpectedOneAreNamedAsWithheldInOutcomeAndToken() {
        provider.pages = new PageList(
                List.of(page("1"), page("2")),
                List.of(new PageWithoutToken("4", "four", PageWithoutToken.Reason.NOT_TICKED)),
                null);
        expects(expected(ExpectedKind.PAGE, "2"), expected(ExpectedKind.PAGE, "4"), expected(ExpectedKind.PAGE, " "));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(outcome().getMissingPages())
                .containsExactly(
                        new MissingPage(APP + ":4", "four", MissingPageReason.NOT_TICKED),
                        new MissingPage(APP + ":1", "page 1", MissingPageReason.WITHHELD));
        Token person = person();
        assertThat(person.getMissingPages()).isEqualTo(outcome().getMissingPages());
        assertThat(person.getExpectedPages()).containsExactly("2", "4");
        assertThat(person.getLinkedAccounts())
                .extracting(LinkedAccount::getAccountId)
                .containsExactly("2", "1");
        assertThat(person.getLinkedAccountsTotal()).isEqualTo(2);
        assertThat(TokenCheck.problem(person, NOON)).isNull();
    }

    @Test
    void pagesAreNotWithheldWhereTheLinkExpectsThePersonAlone() {
        provider.pages = new PageList(List.of(page("1"), page("2")), List.of(), null);
        expects(expected(ExpectedKind.ACCOUNT, "27"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(tokens()).containsExactly(APP + ":27", APP + ":1", APP + ":2");
        assertThat(person().getExpectedPages()).isEmpty();
    }

    @Test
    void pageWithoutATokenIsNotConnected() {
        provider.pages = new PageList(
                List.of(page("1")), List.of(new PageWithoutToken("2", "two", PageWithoutToken.Reason.NO_TOKEN)), null);
        expects(expected(ExpectedKind.PAGE, "2"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertRefused();
    }

    @Test
    void listThatBrokeOffIsReadAgainAFewTimesBeforeTheConsentFails() {
        provider.pages = new PageList(List.of(page("1")), List.of(), failure(FailureKind.TRANSIENT));
        expects(expected(ExpectedKind.PAGE, "2"));
        for (int i = 1; i < 8; i++) {
            assertThat(attempt()).isInstanceOf(JobResult.Again.class);
        }

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertThat(outcome().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);
        assertThat(tokens()).isEmpty();
    }

    @Test
    void listThatThePersonDidNotAllowLacksTheExpectedPage() {
        provider.pages = PageList.failed(failure(FailureKind.PERMISSION_MISSING));
        expects(expected(ExpectedKind.PAGE, "2"));

        assertThat(attempt()).isEqualTo(JobResult.DONE);

        assertRefused();
    }

    private void expects(ExpectedAccount... accounts) {
        links.read(links.link().setExpected(Arrays.asList(accounts)));
    }

    private static ExpectedAccount expected(ExpectedKind kind, String value) {
        return new ExpectedAccount(APP, kind, value);
    }

    private JobResult attempt() {
        return Waiting.on(fixture.attempt(job));
    }

    private void assertRefused() {
        assertThat(outcome().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome().getReason()).isEqualTo(AuthorizationReason.NOT_EXPECTED);
        assertThat(tokens()).isEmpty();
        assertThat(LinkFixture.uses(fixture.published())).isEmpty();
        assertThat(fixture.published().get(fixture.published().size() - 1).value())
                .as("the end of progress")
                .isNull();
    }

    private List<String> connected() {
        assertThat(outcome().getState()).isEqualTo(AuthorizationState.CONNECTED);
        return outcome().getAccounts().stream()
                .map(ConnectedAccount::getAccount)
                .toList();
    }

    private List<String> tokens() {
        return fixture.published().stream()
                .filter(record -> record.topic().equals(Topics.TOKENS.name()))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private Token person() {
        return fixture.published().stream()
                .filter(record -> record.topic().equals(Topics.TOKENS.name()))
                .map(record -> decoded(record.value()))
                .filter(token -> token.getKind() == TokenKind.USER)
                .findFirst()
                .orElseThrow();
    }

    private static Token decoded(byte[] value) {
        try {
            return Topics.TOKENS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    private AuthorizationOutcome outcome() {
        return fixture.outcome().orElseThrow();
    }

    private static PageGrant page(String id) {
        return new PageGrant(id, "page " + id, Secret.of("page-" + id), List.of(), null);
    }

    private static Failure failure(FailureKind kind) {
        return new Failure(kind, null, null, Bucket.NONE, null, false);
    }
}
