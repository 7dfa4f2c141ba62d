package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.CODES_KEYS;
import static io.tokenkeep.exchange.TestSettings.TOKENS_KEYS;
import static io.tokenkeep.exchange.TestSettings.redirectUri;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Lifetime;
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
                .with("apps." + APP + ".provider", "instagram")
                .with("apps." + APP + ".client.id", "4711")
                .with("apps." + APP + ".client.secrets", "secret-of-instagram-0123456789")
                .with("apps." + APP + ".redirect.uri", redirectUri(APP))
                .with("apps." + APP + ".graph.url", instagram.baseUri() + "/graph")
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
        String id = consent();

        AuthorizationOutcome outcome = outcome(id, AuthorizationState.CONNECTED);

        Token token = token(id);
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
        assertThat(opened(token)).isEqualTo("IG-long");
    }

    @Test
    void k32_nobodyIsConnectedUntilTheAccountsOwnIdIsKnown() throws Exception {
        instagram.silence("/graph/me");
        String id = consent();
        assertThat(outcome(id, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);

        answer();

        assertThat(outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(1);
        assertThat(token(id).getAliases()).containsExactly(ALIAS);
        assertThat(token(id).getScopes()).containsExactly("instagram_business_basic");
    }

    @Test
    void complaintAboutTheMethodMakesCodesWaitForTheOperator() throws Exception {
        instagram.on(
                "/graph/access_token",
                "{\"error\":{\"message\":\"Unsupported request - method type: get\",\"code\":100}}");
        String id = consent();
        assertThat(outcome(id, AuthorizationState.WAITING).getReason()).isEqualTo(AuthorizationReason.MISCONFIGURED);

        answer();

        outcome(id, AuthorizationState.CONNECTED);
    }

    @Test
    void k32_tokenIsVerifiedByEitherId() throws Exception {
        RefreshOutcome outcome =
                commands.outcome(commands.send(commands.command(CommandKind.VERIFY, KEY, held(ID, ALIAS))));
        RefreshOutcome byAlias = commands.outcome(
                commands.send(commands.command(CommandKind.VERIFY, APP + ":" + ALIAS, held(ALIAS, ID))));
        RefreshOutcome stranger =
                commands.outcome(commands.send(commands.command(CommandKind.VERIFY, APP + ":5", held("5", "6"))));

        assertThat(List.of(outcome.getResult(), byAlias.getResult())).containsOnly(RefreshResult.VERIFIED);
        assertThat(outcome.getDisplayName()).isEqualTo("anna");
        assertThat(stranger.getResult()).isEqualTo(RefreshResult.REFUSED);
    }

    @Test
    void refreshKeepsScopesThatNobodyTells() throws Exception {
        Token next = commands.published(commands.send(commands.command(CommandKind.REFRESH, KEY, held(ID, ALIAS))));

        assertThat(opened(next)).isEqualTo("IG-next");
        assertThat(next.getScopes()).containsExactly("instagram_business_basic");
        assertThat(next.getAliases()).containsExactly(ALIAS);
    }

    private Token held(String accountId, String alias) {
        Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        String key = APP + ":" + accountId;
        return Token.newBuilder()
                .setApp(APP)
                .setAccountId(accountId)
                .setAliases(List.of(alias))
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken(new Sealer(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN).seal(key, "IG-held"))
                .setLifetime(Lifetime.LONG_LIVED)
                .setScopes(List.of("instagram_business_basic"))
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
                        .setSealedCode(new Sealer(KeySet.parse(CODES_KEYS), Purpose.AUTHORIZATION_CODE).seal(id, code))
                        .setRedirectUri(redirectUri(APP))
                        .setRequestedScopes(List.of("instagram_business_basic", "instagram_business_manage_comments"))
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

    private Token token(String authorizationId) {
        var found = bench.tail(Topics.TOKENS.name())
                .await(record -> TopicTail.hasKey(record, KEY)
                        && authorizationId.equals(Objects.requireNonNull(TopicTail.value(Topics.TOKENS, record))
                                .getAuthorizationId()));
        return Objects.requireNonNull(TopicTail.value(Topics.TOKENS, found));
    }

    private static String opened(Token token) throws Exception {
        return new Opener(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                .open(token.getApp() + ":" + token.getAccountId(), Objects.requireNonNull(token.getSealedToken()));
    }
}
