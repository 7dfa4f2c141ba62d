package io.tokenkeep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
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

/** An account with two ids, whose tokens nobody inspects. One worker serves all. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstagramIT {

    private static final String APP = "instagram-main";
    private static final String ID = "17841405793187219";
    private static final String ALIAS = "27640875392278831";
    private static final String KEY = APP + ":" + ID;

    private final ScriptedGraph instagram = new ScriptedGraph();
    private ExchangeBench bench;
    private ScriptedApp app;
    private Commands commands;
    private TestWorker worker;

    @BeforeAll
    void open(LocalKafka kafka) throws Exception {
        bench = new ExchangeBench(kafka);
        commands = new Commands(bench);
        app = new ScriptedApp(bench, APP);
        worker = bench.start(app.settings("instagram", instagram.baseUri() + "/graph")
                .with("apps." + APP + ".token.url", instagram.baseUri() + "/api"));
    }

    @BeforeEach
    void answer() {
        instagram
                .on(
                        "/api/oauth/access_token",
                        "{\"data\":[{\"access_token\":\"IG-short\",\"user_id\":" + ALIAS
                                + ",\"permissions\":\"instagram_business_basic\"}]}")
                .on("/graph/access_token", "{\"access_token\":\"IG-long\",\"expires_in\":5183944}")
                .on("/graph/refresh_access_token", "{\"access_token\":\"IG-next\",\"expires_in\":5183944}")
                .on(
                        "/graph/me",
                        "{\"data\":[{\"id\":\"" + ALIAS + "\",\"user_id\":\"" + ID + "\",\"username\":\"anna\"}]}");
    }

    @AfterEach
    void live() {
        assertThat(worker.hasFailed()).isFalse();
    }

    @AfterAll
    void close() {
        bench.close();
        instagram.close();
    }

    @Test
    void k32_accountIsKeyedByItsOwnIdAndKnownByTheOther() throws Exception {
        String id = app.consent("instagram_business_basic", "instagram_business_manage_comments");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);

        Token token = app.token(id, ID);
        assertThat(outcome.getAccounts()).singleElement().satisfies(account -> {
            assertThat(account.getAccount()).isEqualTo(KEY);
            assertThat(account.getDisplayName()).isEqualTo("anna");
        });
        assertThat(outcome.getMissingScopes()).containsExactly("instagram_business_manage_comments");
        assertThat(token.getProvider()).isEqualTo("instagram");
        assertThat(token.getAliases()).containsExactly(ALIAS);
        assertThat(token.getScopes()).containsExactly("instagram_business_basic");
        assertThat(token.getMissingScopes()).containsExactly("instagram_business_manage_comments");
        Instant issuedAt = Objects.requireNonNull(token.getIssuedAt());
        assertThat(token.getExpiresAt()).isEqualTo(issuedAt.plusSeconds(5183944));
        assertThat(token.getDataAccessExpiresAt()).isEqualTo(issuedAt.plus(Duration.ofDays(90)));
        assertThat(ScriptedApp.opened(token)).isEqualTo("IG-long");
    }

    @Test
    void k32_nobodyIsConnectedUntilTheAccountsOwnIdIsKnown() throws Exception {
        instagram.silence("/graph/me");
        String id = app.consent("instagram_business_basic", "instagram_business_manage_comments");
        assertThat(app.outcome(id, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);

        answer();

        assertThat(app.outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(1);
        assertThat(app.token(id, ID).getAliases()).containsExactly(ALIAS);
        assertThat(app.token(id, ID).getScopes()).containsExactly("instagram_business_basic");
    }

    @Test
    void complaintAboutTheMethodMakesCodesWaitForTheOperator() throws Exception {
        instagram.on(
                "/graph/access_token",
                "{\"error\":{\"message\":\"Unsupported request - method type: get\",\"code\":100}}");
        String id = app.consent("instagram_business_basic", "instagram_business_manage_comments");
        assertThat(app.outcome(id, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.MISCONFIGURED);

        answer();

        app.outcome(id, AuthorizationState.CONNECTED);
    }

    /** Somebody who has not accepted the invitation waits alone, and is the first to be tried again every time. */
    @Test
    void personWhomTheAppIsNotSetUpForDelaysNobodyElse() throws Exception {
        AtomicInteger codes = new AtomicInteger();
        instagram
                .on(
                        "/api/oauth/access_token",
                        asked -> "{\"access_token\":\"" + (codes.getAndIncrement() == 0 ? "IG-invited" : "IG-short")
                                + "\",\"user_id\":" + ALIAS + "}")
                .on(
                        "/graph/access_token",
                        asked -> asked.get("access_token").equals("IG-invited")
                                ? "{\"error\":{\"message\":\"Unsupported request - method type: get\",\"code\":100}}"
                                : "{\"access_token\":\"IG-long\",\"expires_in\":5183944}");
        String invited = app.consent("instagram_business_basic");
        app.outcome(invited, AuthorizationState.WAITING);

        String other = app.consent("instagram_business_basic");

        app.outcome(other, AuthorizationState.CONNECTED);
        assertThat(bench.tail(Topics.AUTHORIZATION_OUTCOMES.name()).records())
                .filteredOn(record -> TopicTail.hasKey(record, other))
                .hasSize(1);
        answer();
        app.outcome(invited, AuthorizationState.CONNECTED);
    }

    @Test
    void k32_tokenIsVerifiedByEitherId() throws Exception {
        RefreshOutcome outcome =
                commands.outcome(commands.send(commands.command(CommandKind.VERIFY, KEY, current(ID, ALIAS))));
        RefreshOutcome byAlias = commands.outcome(
                commands.send(commands.command(CommandKind.VERIFY, APP + ":" + ALIAS, current(ALIAS, ID))));
        RefreshOutcome unknown =
                commands.outcome(commands.send(commands.command(CommandKind.VERIFY, APP + ":5", current("5", "6"))));

        assertThat(List.of(outcome.getResult(), byAlias.getResult())).containsOnly(RefreshResult.VERIFIED);
        assertThat(outcome.getDisplayName()).isEqualTo("anna");
        assertThat(unknown.getResult()).isEqualTo(RefreshResult.REFUSED);

        instagram.on("/graph/me", "{\"user_id\":\"" + ID + "\",\"username\":\"anna\"}");
        RefreshOutcome withOneIdOnly = commands.outcome(
                commands.send(commands.command(CommandKind.VERIFY, APP + ":" + ALIAS, current(ALIAS, ID))));
        assertThat(withOneIdOnly.getResult()).isEqualTo(RefreshResult.VERIFIED);
    }

    @Test
    void refreshKeepsScopesThatNobodyTells() throws Exception {
        Token next = commands.published(commands.send(commands.command(CommandKind.REFRESH, KEY, current(ID, ALIAS))));

        assertThat(ScriptedApp.opened(next)).isEqualTo("IG-next");
        assertThat(next.getScopes()).containsExactly("instagram_business_basic");
        assertThat(next.getAliases()).containsExactly(ALIAS);
    }

    private Token current(String accountId, String alias) {
        return app.current(accountId, TokenKind.USER, "IG-current")
                .setAliases(List.of(alias))
                .setScopes(List.of("instagram_business_basic"))
                .build();
    }
}
