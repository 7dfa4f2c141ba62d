package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.CODES_KEYS;
import static io.tokenkeep.exchange.TestSettings.TOKENS_KEYS;
import static io.tokenkeep.exchange.TestSettings.redirectUri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person's consent at Facebook brings the Pages along, and commands keep them up to date. One worker serves all. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final String APP = "facebook-main";
    private static final String SECRET = "secret-of-facebook-0123456789";
    private static final String PERSON_ID = "27640875392278831";
    private static final String PERSON = APP + ":" + PERSON_ID;
    private static final Instant DATA_ACCESS = Instant.ofEpochSecond(4000000000L);
    private static final String PAGES = "/" + PERSON_ID + "/accounts";
    private static final String FIRST =
            "{\"id\":\"2121008874780932\",\"name\":\"Bakery\",\"access_token\":\"EAP-first\","
                    + "\"tasks\":[\"CREATE_CONTENT\"],\"instagram_business_account\":{\"id\":\"17841405793187219\","
                    + "\"username\":\"bakery\"}}";
    private static final String SECOND =
            "{\"id\":\"9007199254740993\",\"name\":\"Library\",\"access_token\":\"EAP-second\"}";
    private static final String WITHHELD = "{\"id\":\"77\",\"name\":\"Museum\"}";

    private final ScriptedGraph facebook = new ScriptedGraph();
    private final AtomicInteger counter = new AtomicInteger();
    private ExchangeBench bench;
    private Commands commands;
    private TestWorker worker;

    @BeforeAll
    void open(LocalKafka kafka) throws Exception {
        bench = new ExchangeBench(kafka);
        commands = new Commands(bench);
        worker = bench.start(bench.settings()
                .with("apps", TestSettings.MAIN + "," + TestSettings.OTHER + "," + APP)
                .with("apps." + APP + ".provider", "facebook")
                .with("apps." + APP + ".client.id", "4711")
                .with("apps." + APP + ".client.secrets", SECRET)
                .with("apps." + APP + ".redirect.uri", redirectUri(APP))
                .with("apps." + APP + ".scopes", "pages_show_list,pages_manage_posts")
                .with("apps." + APP + ".graph.url", facebook.baseUri().toString()));
    }

    @BeforeEach
    void answer() {
        facebook.on(
                        "/oauth/access_token",
                        asked -> asked.contains("code")
                                ? "{\"access_token\":\"EAA-short\",\"token_type\":\"bearer\"}"
                                : "{\"access_token\":\"EAA-long\",\"expires_in\":5183791}")
                .on(
                        "/debug_token",
                        asked -> "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":"
                                + (asked.get("input_token").startsWith("EAP") ? 0 : 3999999999L)
                                + ",\"data_access_expires_at\":4000000000,"
                                + "\"scopes\":[\"public_profile\",\"pages_show_list\"]}}")
                .on(
                        "/me",
                        asked -> asked.get("access_token").startsWith("EAP")
                                ? "{\"id\":\"2121008874780932\",\"name\":\"Bakery\"}"
                                : "{\"id\":\"" + PERSON_ID + "\",\"name\":\"Anna\"}")
                .on(PAGES, asked -> asked.contains("after") ? list(SECOND + "," + WITHHELD, false) : list(FIRST, true));
    }

    @AfterEach
    void live() {
        assertThat(worker.hasFailed()).isFalse();
    }

    @AfterAll
    void close() {
        bench.close();
        facebook.close();
    }

    @Test
    void codeBringsThePersonAndEveryPage() throws Exception {
        String id = consent();

        AuthorizationOutcome outcome = outcome(id, AuthorizationState.CONNECTED);

        Token person = token(id, PERSON_ID);
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getAccount, ConnectedAccount::getKind, ConnectedAccount::getDisplayName)
                .containsExactly(
                        tuple(PERSON, TokenKind.USER, "Anna"),
                        tuple(APP + ":2121008874780932", TokenKind.PAGE, "Bakery"),
                        tuple(APP + ":9007199254740993", TokenKind.PAGE, "Library"));
        assertThat(outcome.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(outcome.getWithheldPages())
                .extracting(ConnectedAccount::getAccount)
                .containsExactly(APP + ":77");
        assertThat(person.getProvider()).isEqualTo("facebook");
        assertThat(person.getKind()).isEqualTo(TokenKind.USER);
        assertThat(person.getScopes()).containsExactly("public_profile", "pages_show_list");
        assertThat(person.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(person.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(person.getLinkedAccounts())
                .containsExactly(
                        new LinkedAccount("facebook", "2121008874780932", "Bakery"),
                        new LinkedAccount("facebook", "9007199254740993", "Library"));
        assertThat(opened(person)).isEqualTo("EAA-long");
    }

    @Test
    void tokenOfAPageIsItsOwnAndRankedByTheConsent() throws Exception {
        String id = consent();
        outcome(id, AuthorizationState.CONNECTED);

        Token person = token(id, PERSON_ID);
        Token page = token(id, "2121008874780932");

        assertThat(page.getKind()).isEqualTo(TokenKind.PAGE);
        assertThat(page.getProvider()).isEqualTo("facebook");
        assertThat(page.getParentAccount()).isEqualTo(PERSON);
        assertThat(page.getLifetime()).isEqualTo(Lifetime.NON_EXPIRING);
        assertThat(page.getExpiresAt()).isNull();
        assertThat(page.getRefreshableAt()).isNull();
        assertThat(page.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(page.getTasks()).containsExactly("CREATE_CONTENT");
        assertThat(page.getDisplayName()).isEqualTo("Bakery");
        assertThat(page.getLinkedAccounts())
                .containsExactly(new LinkedAccount("instagram", "17841405793187219", "bakery"));
        assertThat(page.getOrderedAt()).isEqualTo(person.getOrderedAt());
        assertThat(page.getAuthorizedAt()).isEqualTo(person.getAuthorizedAt());
        assertThat(page.getSequence()).isZero();
        assertThat(page.getClient()).isEqualTo("agency");
        assertThat(opened(page)).isEqualTo("EAP-first");
    }

    @Test
    void codeWaitsUntilTheListOfPagesCanBeReadWhole() throws Exception {
        facebook.on(PAGES, asked -> asked.contains("after") ? "" : list(FIRST, true));
        String id = consent();
        assertThat(outcome(id, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);

        answer();

        assertThat(outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(3);
        assertThat(facebook.asked()).contains("GET " + PAGES);
    }

    @Test
    void whoGaveNoRightToSeePagesIsConnectedWithoutAny() throws Exception {
        facebook.on(PAGES, "{\"error\":{\"code\":200,\"message\":\"Requires pages_show_list\"}}");
        String id = consent();

        assertThat(outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(1);
    }

    @Test
    void derivingOffersATokenToEachPageAndThenTellsTheList() throws Exception {
        Token person = held(PERSON_ID, TokenKind.USER, "EAA-long");

        RefreshCommand command = commands.send(commands.command(CommandKind.DERIVE, PERSON, person));

        RefreshOutcome list = answer(command, PERSON);
        assertThat(list.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(list.getPages())
                .extracting(DerivedPage::getAccountId)
                .containsExactly("2121008874780932", "9007199254740993");
        RefreshOutcome offered = answer(command, APP + ":2121008874780932");
        Token offer = Objects.requireNonNull(offered.getOffer());
        assertThat(offered.getKind()).isEqualTo(CommandKind.DERIVE);
        assertThat(offered.getResult()).isEqualTo(RefreshResult.DERIVED);
        assertThat(offer.getKind()).isEqualTo(TokenKind.PAGE);
        assertThat(offer.getParentAccount()).isEqualTo(PERSON);
        assertThat(offer.getOrderedAt()).isEqualTo(person.getOrderedAt());
        assertThat(offer.getSequence()).isZero();
        assertThat(offer.getAuthorizationId()).isEqualTo(person.getAuthorizationId());
        assertThat(opened(offer)).isEqualTo("EAP-first");
    }

    @Test
    void listThatCannotBeReadWholeOffersNothing() throws Exception {
        facebook.on(PAGES, asked -> asked.contains("after") ? "" : list(FIRST, true));

        RefreshCommand command = commands.send(
                commands.command(CommandKind.DERIVE, PERSON, held(PERSON_ID, TokenKind.USER, "EAA-long")));

        assertThat(answer(command, PERSON).getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(bench.tail(Topics.REFRESH_OUTCOMES.name()).records())
                .filteredOn(record -> TopicTail.hasKey(record, APP + ":2121008874780932"))
                .noneMatch(record -> Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                        .getCommandId()
                        .equals(command.getCommandId()));
    }

    @Test
    void verificationOfAPersonTellsWhatIsMissingAndThatOfAPageDoesNot() throws Exception {
        RefreshOutcome person = verified(PERSON_ID, TokenKind.USER, "EAA-long");
        RefreshOutcome page = verified("2121008874780932", TokenKind.PAGE, "EAP-first");

        assertThat(person.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(person.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(person.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(page.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(page.getMissingScopes()).isEmpty();
        assertThat(page.getExpiresAt()).isNull();
    }

    @Test
    void tokenOfSomebodyElseIsRefused() throws Exception {
        RefreshOutcome outcome = verified("1", TokenKind.USER, "EAA-long");

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
    }

    @Test
    void k25_sameTokenIsUnchangedWithWhatInspectionTells() throws Exception {
        facebook.on("/oauth/access_token", "{\"access_token\":\"EAA-long\",\"expires_in\":100}");

        RefreshOutcome outcome = commands.outcome(commands.send(
                commands.command(CommandKind.REFRESH, PERSON, held(PERSON_ID, TokenKind.USER, "EAA-long"))));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.UNCHANGED);
        assertThat(outcome.getScopes()).containsExactly("public_profile", "pages_show_list");
        assertThat(outcome.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
    }

    @Test
    void refreshTakesScopesAndClocksFromInspection() throws Exception {
        Token next = commands.published(commands.send(
                commands.command(CommandKind.REFRESH, PERSON, held(PERSON_ID, TokenKind.USER, "EAA-old"))));

        assertThat(opened(next)).isEqualTo("EAA-long");
        assertThat(next.getProvider()).isEqualTo("facebook");
        assertThat(next.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(next.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
    }

    @Test
    void revokingIsConfirmedAndSoIsThatOfADeadToken() throws Exception {
        facebook.on("/" + PERSON_ID + "/permissions", "{\"success\":true}");
        RefreshOutcome alive = commands.outcome(commands.send(
                commands.command(CommandKind.REVOKE, PERSON, held(PERSON_ID, TokenKind.USER, "EAA-long"))));
        facebook.on("/" + PERSON_ID + "/permissions", "{\"error\":{\"code\":190,\"error_subcode\":458}}");
        RefreshOutcome dead = commands.outcome(commands.send(
                commands.command(CommandKind.REVOKE, PERSON, held(PERSON_ID, TokenKind.USER, "EAA-long"))));

        assertThat(List.of(alive.getResult(), dead.getResult())).containsOnly(RefreshResult.REVOKED);
        assertThat(facebook.asked()).contains("DELETE /" + PERSON_ID + "/permissions");
    }

    @Test
    void whatIsNotOfferedIsRefused() throws Exception {
        Commands.Account threads = commands.account(TestSettings.MAIN);
        Token page = held("2121008874780932", TokenKind.PAGE, "EAP-first");
        List<RefreshCommand> sent = List.of(
                commands.send(commands.command(CommandKind.DERIVE, threads)),
                commands.send(commands.command(CommandKind.REVOKE, threads)),
                commands.send(commands.command(CommandKind.DERIVE, APP + ":2121008874780932", page)),
                commands.send(commands.command(CommandKind.REVOKE, APP + ":2121008874780932", page)));

        assertThat(sent).allSatisfy(command -> {
            RefreshOutcome outcome = commands.outcome(command);
            assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
            assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.BAD_REQUEST);
        });
    }

    private RefreshOutcome verified(String accountId, TokenKind kind, String secret) throws Exception {
        return commands.outcome(commands.send(
                commands.command(CommandKind.VERIFY, APP + ":" + accountId, held(accountId, kind, secret))));
    }

    private Token held(String accountId, TokenKind kind, String secret) {
        Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        String key = APP + ":" + accountId;
        return Token.newBuilder()
                .setApp(APP)
                .setAccountId(accountId)
                .setKind(kind)
                .setState(TokenState.LIVE)
                .setSealedToken(new Sealer(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN).seal(key, secret))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizationId("consent-of-old")
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(4)
                .setIssuedAt(now)
                .setExpiresAt(now.plusSeconds(5_000))
                .build();
    }

    private String consent() throws Exception {
        String code = "AQB-code-" + counter.incrementAndGet();
        String id = AuthorizationId.of("nonce".getBytes(StandardCharsets.UTF_8), code);
        bench.send(Topics.AUTHORIZATION_CODES.record(
                id,
                AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(APP)
                        .setClient("agency")
                        .setSealedCode(new Sealer(KeySet.parse(CODES_KEYS), Purpose.AUTHORIZATION_CODE).seal(id, code))
                        .setRedirectUri(redirectUri(APP))
                        .setRequestedScopes(List.of("pages_show_list", "pages_manage_posts"))
                        .setReceivedAt(Instant.now())
                        .build()));
        return id;
    }

    private AuthorizationOutcome outcome(String id, AuthorizationState state) {
        var found = bench.tail(Topics.AUTHORIZATION_OUTCOMES.name())
                .await(record -> TopicTail.hasKey(record, id)
                        && Objects.requireNonNull(TopicTail.value(Topics.AUTHORIZATION_OUTCOMES, record))
                                .getState()
                                .equals(state));
        return Objects.requireNonNull(TopicTail.value(Topics.AUTHORIZATION_OUTCOMES, found));
    }

    private Token token(String authorizationId, String accountId) {
        var found = bench.tail(Topics.TOKENS.name())
                .await(record -> TopicTail.hasKey(record, APP + ":" + accountId)
                        && authorizationId.equals(Objects.requireNonNull(TopicTail.value(Topics.TOKENS, record))
                                .getAuthorizationId()));
        return Objects.requireNonNull(TopicTail.value(Topics.TOKENS, found));
    }

    private RefreshOutcome answer(RefreshCommand command, String key) {
        var found = bench.tail(Topics.REFRESH_OUTCOMES.name())
                .await(record -> TopicTail.hasKey(record, key)
                        && Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                                .getCommandId()
                                .equals(command.getCommandId()));
        return Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, found));
    }

    private static String list(String pages, boolean more) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"x\"}%s}}"
                .formatted(pages, more ? ",\"next\":\"https://elsewhere.example/\"" : "");
    }

    private static String opened(Token token) throws Exception {
        return new Opener(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                .open(
                        new AccountKey(token.getApp(), token.getAccountId()).toString(),
                        Objects.requireNonNull(token.getSealedToken()));
    }
}
