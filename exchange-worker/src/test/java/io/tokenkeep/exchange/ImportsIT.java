package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.OTHER_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.Topics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that were got elsewhere, at the simulator, through a worker's import lane. */
class ImportsIT extends BenchFixture {

    private static final String GROUP = "tokenkeep-exchange-imports";
    private static final String FACEBOOK = "facebook-main";
    private static final String FACEBOOK_ID = "4711";

    private ImportRows rows;

    @BeforeEach
    void rows() {
        rows = new ImportRows(bench);
    }

    private TestSettings settings() {
        return bench.settings().with("imports.keys", ImportRows.KEYS);
    }

    @Test
    void shortLivedTokenIsUpgradedAndHandedOverBelowEveryConsent() throws Exception {
        bench.start(settings());
        IssuedToken held = rows.shortLived(MAIN, MAIN_ID, "threads_basic");

        String row = rows.send(MAIN, held.value(), builder -> builder.setClient("7"));

        ImportOutcome outcome = rows.ended(row);
        assertThat(outcome.getState()).isEqualTo(ImportState.HANDED_OVER);
        assertThat(outcome.getReason()).isEqualTo(ImportReason.NONE);
        assertThat(outcome.getUpgraded()).isTrue();
        assertThat(outcome.getAccount()).isEqualTo(MAIN + ":" + held.accountId());
        AccountCommand command = onlyCommand(row);
        Token token = Objects.requireNonNull(command.getToken());
        assertThat(command.getAccount()).isEqualTo(outcome.getAccount());
        assertThat(command.getKind()).isEqualTo(AccountCommandKind.IMPORT);
        assertThat(Rank.of(token)).isEqualTo(Rank.ofImport());
        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
        assertThat(token.getKind()).isEqualTo(TokenKind.USER);
        assertThat(token.getClient()).isEqualTo("7");
        assertThat(token.getExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(50)));
        assertThat(ScriptedApp.opened(token)).isNotEqualTo(held.value()).satisfies(text -> assertThat(
                        bench.simulator().tokens().alive(text))
                .isTrue());
    }

    @Test
    void lifetimeOfALongLivedTokenIsWhatExtendingItSays() throws Exception {
        bench.start(settings());
        IssuedToken held = rows.longLived(MAIN, MAIN_ID, "threads_basic");

        String row = rows.send(MAIN, held.value());

        assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER);
        Token token = Objects.requireNonNull(onlyCommand(row).getToken());
        assertThat(token.getExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(50)));
        assertThat(bench.simulator().tokens().alive(ScriptedApp.opened(token))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void tokenThatIsTooYoungToBeExtendedIsExtendedWithinDays(int code) throws Exception {
        bench.simulator()
                .inject(FaultRule.on(
                        Endpoint.REFRESH,
                        Fault.graphError(
                                GraphEnvelope.of(400, code, "The access token is too young to be refreshed"))));
        bench.start(settings());
        IssuedToken held = rows.longLived(MAIN, MAIN_ID, "threads_basic");
        // Only testers of the app may inspect; nobody says until when the token lives.
        bench.simulator()
                .inject(FaultRule.on(
                        Endpoint.DEBUG, Fault.graphError(GraphEnvelope.of(400, 100, "You must provide an app token"))));

        String row = rows.send(MAIN, held.value());

        assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER);
        Token token = Objects.requireNonNull(onlyCommand(row).getToken());
        Instant now = Instant.now();
        assertThat(token.getExpiresAt()).isBetween(now.plus(Duration.ofDays(7)), now.plus(Duration.ofDays(8)));
        assertThat(ScriptedApp.opened(token)).isEqualTo(held.value());
    }

    @Test
    void tokenOfAnotherAppIsRefusedByNameAndRestsNeitherApp() throws Exception {
        TestWorker worker = bench.start(settings());
        List<String> foreign = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            foreign.add(rows.send(
                    MAIN, rows.longLived(OTHER, OTHER_ID, "threads_basic").value()));
        }
        String own = rows.send(
                OTHER, rows.longLived(OTHER, OTHER_ID, "threads_basic").value());

        foreign.forEach(row -> assertRefused(row, ImportReason.APP_UNKNOWN_TO_PROVIDER));
        assertThat(rows.ended(own).getState()).isEqualTo(ImportState.HANDED_OVER);
        assertThat(worker.check("apps").isOk()).isTrue();
        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);
    }

    @Test
    void tokenOfAnotherAccountIsRefused() throws Exception {
        bench.start(settings());
        IssuedToken held = rows.longLived(MAIN, MAIN_ID, "threads_basic");

        String other = rows.send(MAIN, held.value(), row -> row.setExpectedAccount("17841405793187219"));
        String same = rows.send(MAIN, held.value(), row -> row.setExpectedAccount(held.accountId()));

        assertRefused(other, ImportReason.OTHER_ACCOUNT);
        assertThat(rows.ended(same).getState()).isEqualTo(ImportState.HANDED_OVER);
    }

    @Test
    void deadAndMadeUpTokensAreRefused() throws Exception {
        bench.start(settings());
        IssuedToken dead = rows.longLived(MAIN, MAIN_ID, "threads_basic");
        bench.simulator().tokens().revoke(token -> token.value().equals(dead.value()), IssuedToken.PASSWORD_CHANGED);

        String first = rows.send(MAIN, dead.value());
        String second = rows.send(MAIN, "THAA-never-was-a-token");

        assertRefused(first, ImportReason.TOKEN_REFUSED);
        assertRefused(second, ImportReason.TOKEN_REFUSED);
    }

    @Test
    void rowUnderAnUnknownKeyWaitsUntilTheKeyIsThere() throws Exception {
        TestWorker first = bench.start(settings());
        String later = RecipientKeys.generate("imports-2", new SecureRandom());
        IssuedToken held = rows.longLived(MAIN, MAIN_ID, "threads_basic");

        String row = rows.send(MAIN, held.value(), later, builder -> builder);

        assertThat(rows.waiting(row).getReason()).isEqualTo(ImportReason.UNKNOWN_KEY);
        assertThat(first.check("keys").failure()).contains("imports.keys").contains("imports-2");
        first.close();
        bench.start(settings().with("imports.keys", later));
        assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER);
    }

    @Test
    void providerThatIsAwayIsWaitedFor() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.ME, Fault.status(503)));
        bench.start(settings());
        String row =
                rows.send(MAIN, rows.longLived(MAIN, MAIN_ID, "threads_basic").value());
        assertThat(rows.waiting(row).getReason()).isEqualTo(ImportReason.PROVIDER_UNAVAILABLE);

        bench.simulator().faults().clear();

        assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER);
        assertThat(rows.outcomes(row))
                .extracting(ImportOutcome::getState)
                .containsExactly(ImportState.WAITING, ImportState.HANDED_OVER);
    }

    @Test
    void rowForAnUnknownAppWaits() throws Exception {
        bench.start(settings());
        IssuedToken held = rows.longLived(MAIN, MAIN_ID, "threads_basic");

        String unknown = rows.send("threads-elsewhere", held.value());

        assertThat(rows.waiting(unknown).getReason()).isEqualTo(ImportReason.UNKNOWN_APP);
    }

    @Test
    void rowsThatAreReadAgainByAnotherWorkerHaveOneResultEach() throws Exception {
        TestWorker first = bench.start(settings().with("imports.concurrency", "2"));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(rows.send(
                    MAIN, rows.longLived(MAIN, MAIN_ID, "threads_basic").value()));
        }
        await().until(() ->
                sent.stream().filter(row -> !rows.outcomes(row).isEmpty()).count() > 10);
        first.close();
        bench.start(settings());

        sent.forEach(row -> assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER));
        bench.awaitCommitted(GROUP, Topics.TOKEN_IMPORTS.name());
        sent.forEach(row -> assertThat(rows.commands(row)).isNotEmpty().allSatisfy(command -> assertThat(
                        command.getAccount())
                .isEqualTo(rows.ended(row).getAccount())));
    }

    @Test
    void personAndPageOfFacebookAreToldApartByInspection() throws Exception {
        ScriptedApp app = facebook();
        bench.start(atFacebook(app));
        IssuedToken person =
                rows.longLived(FACEBOOK, FACEBOOK_ID, "public_profile", "pages_show_list", "pages_read_engagement");
        String pageId = bench.simulator().pages().of(person.person()).get(0).id();
        IssuedToken page = bench.simulator().tokens().ofPage(person, pageId);

        String ofPerson = rows.send(FACEBOOK, person.value());
        String ofPage = rows.send(FACEBOOK, page.value());

        assertThat(rows.ended(ofPerson).getAccount()).isEqualTo(app.key(person.accountId()));
        assertThat(rows.ended(ofPage).getAccount()).isEqualTo(app.key(pageId));
        assertThat(Objects.requireNonNull(onlyCommand(ofPerson).getToken()).getKind())
                .isEqualTo(TokenKind.USER);
        assertThat(onlyCommand(ofPage).getToken()).satisfies(token -> {
            assertThat(token.getKind()).isEqualTo(TokenKind.PAGE);
            assertThat(token.getLifetime()).isEqualTo(Lifetime.NON_EXPIRING);
            assertThat(token.getParentAccount()).isNull();
            assertThat(token.getRefreshableAt()).isNull();
        });
    }

    @Test
    void facebookSaysWhichTokensAreNoneOfThisApp() throws Exception {
        ScriptedApp app = facebook();
        bench.simulator()
                .register(RegisteredApp.of("4712", "secret-of-another-app", TestSettings.redirectUri(FACEBOOK))
                        .withProvider(Provider.FACEBOOK));
        bench.start(atFacebook(app));
        IssuedToken shortPerson =
                rows.shortLived(FACEBOOK, FACEBOOK_ID, "public_profile", "pages_show_list", "pages_read_engagement");
        IssuedToken shortPage = bench.simulator()
                .tokens()
                .ofPage(
                        shortPerson,
                        bench.simulator()
                                .pages()
                                .of(shortPerson.person())
                                .get(0)
                                .id());

        Map<String, ImportReason> expected = Map.of(
                rows.send(
                        FACEBOOK,
                        rows.longLived(FACEBOOK, "4712", "public_profile", "pages_show_list", "pages_read_engagement")
                                .value()),
                ImportReason.OTHER_APP,
                rows.send(FACEBOOK, FACEBOOK_ID + "|secret-of-" + FACEBOOK),
                ImportReason.NOT_A_TOKEN_OF_AN_ACCOUNT,
                rows.send(FACEBOOK, shortPage.value()),
                ImportReason.ENDS_SOON,
                rows.send(FACEBOOK, "EAA-never-was-a-token"),
                ImportReason.TOKEN_REFUSED);
        String upgraded = rows.send(FACEBOOK, shortPerson.value());

        expected.forEach(this::assertRefused);
        assertThat(rows.ended(upgraded).getUpgraded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Endpoint.class,
            names = {"ME", "UPGRADE", "REFRESH"})
    void checkpointedPersonIsNamedAsSuch(Endpoint endpoint) throws Exception {
        bench.simulator()
                .inject(FaultRule.on(
                        endpoint,
                        Fault.graphError(GraphEnvelope.of(400, 190, "The user is checkpointed")
                                .withSubcode(459))));
        bench.start(settings());

        String row =
                rows.send(MAIN, rows.longLived(MAIN, MAIN_ID, "threads_basic").value());

        if (endpoint == Endpoint.UPGRADE) {
            // Extending still works, so the token does.
            assertThat(rows.ended(row).getState()).isEqualTo(ImportState.HANDED_OVER);
        } else {
            assertRefused(row, ImportReason.USER_ACTION_REQUIRED);
        }
    }

    private ScriptedApp facebook() {
        ScriptedApp app = new ScriptedApp(bench, FACEBOOK);
        app.register(Provider.FACEBOOK);
        return app;
    }

    private TestSettings atFacebook(ScriptedApp app) {
        return app.settings("facebook", bench.simulator().baseUri() + "/facebook/v25.0")
                .with("imports.keys", ImportRows.KEYS);
    }

    private void assertRefused(String row, ImportReason reason) {
        ImportOutcome outcome = rows.ended(row);
        assertThat(outcome.getState()).isEqualTo(ImportState.REFUSED);
        assertThat(outcome.getReason()).isEqualTo(reason);
        assertThat(rows.commands(row)).isEmpty();
    }

    private AccountCommand onlyCommand(String row) {
        List<AccountCommand> commands = rows.commands(row);
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }
}
