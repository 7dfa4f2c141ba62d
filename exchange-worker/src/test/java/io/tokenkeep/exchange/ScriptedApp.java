package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.CODES_KEYS;
import static io.tokenkeep.exchange.TestSettings.TOKENS_KEYS;
import static io.tokenkeep.exchange.TestSettings.redirectUri;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An app at a {@link ScriptedGraph} or the simulator: its settings, consents to it, tokens of it, and what becomes of them on the topics. */
final class ScriptedApp {

    private final ExchangeBench bench;
    private final String app;
    private final AtomicInteger counter = new AtomicInteger();

    ScriptedApp(ExchangeBench bench, String app) {
        this.bench = bench;
        this.app = app;
    }

    /** Those of a worker that has this app beside the two at the simulator. */
    TestSettings settings(String provider, String graphUrl) {
        return bench.settings()
                .with("apps", TestSettings.MAIN + "," + TestSettings.OTHER + "," + app)
                .with("apps." + app + ".provider", provider)
                .with("apps." + app + ".client.id", "4711")
                .with("apps." + app + ".client.secrets", "secret-of-" + app)
                .with("apps." + app + ".redirect.uri", redirectUri(app))
                .with("apps." + app + ".api.url", graphUrl);
    }

    String key(String accountId) {
        return app + ":" + accountId;
    }

    /** The simulator knows the app from now on. */
    void register(Provider provider) {
        bench.simulator()
                .register(RegisteredApp.of("4711", "secret-of-" + app, redirectUri(app))
                        .withProvider(provider));
    }

    /** Somebody consents at the simulator, to these scopes. */
    String consentOf(String username, String... scopes) throws Exception {
        return published(bench.simulator().grant("4711", redirectUri(app), username, Set.of(scopes)), scopes);
    }

    /** Somebody consents who was asked for these scopes. */
    String consent(String... scopes) throws Exception {
        return published("AQB-code-" + counter.incrementAndGet(), scopes);
    }

    /** Somebody consents who comes back with this code. */
    String consentWith(String code) throws Exception {
        return published(code);
    }

    private String published(String code, String... scopes) throws Exception {
        String id = AuthorizationId.of("nonce".getBytes(StandardCharsets.UTF_8), code);
        bench.send(Topics.AUTHORIZATION_CODES.record(
                id,
                AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(app)
                        .setClient("agency")
                        .setSealedCode(new Sealer(KeySet.parse(CODES_KEYS), Purpose.AUTHORIZATION_CODE).seal(id, code))
                        .setRedirectUri(redirectUri(app))
                        .setRequestedScopes(List.of(scopes))
                        .setReceivedAt(Instant.now())
                        .build()));
        return id;
    }

    /** A token that some account holds. */
    Token.Builder current(String accountId, TokenKind kind, String secret) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return Token.newBuilder()
                .setApp(app)
                .setAccountId(accountId)
                .setKind(kind)
                .setState(TokenState.LIVE)
                .setSealedToken(
                        new Sealer(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN).seal(key(accountId), secret))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizationId("consent-of-old")
                .setAuthorizedAt(now)
                .setOrderedAt(now)
                .setSequence(4)
                .setIssuedAt(now)
                .setExpiresAt(now.plus(Duration.ofHours(1)));
    }

    /** The first outcome of this kind, which is waited for. */
    AuthorizationOutcome outcome(String id, AuthorizationState state) {
        var found = bench.tail(Topics.AUTHORIZATION_OUTCOMES.name())
                .await(record -> TopicTail.hasKey(record, id)
                        && Objects.requireNonNull(TopicTail.value(Topics.AUTHORIZATION_OUTCOMES, record))
                                .getState()
                                .equals(state));
        return Objects.requireNonNull(TopicTail.value(Topics.AUTHORIZATION_OUTCOMES, found));
    }

    /** The token that a consent brought an account, which is waited for. */
    Token token(String authorizationId, String accountId) {
        var found = bench.tail(Topics.TOKENS.name())
                .await(record -> TopicTail.hasKey(record, key(accountId))
                        && authorizationId.equals(Objects.requireNonNull(TopicTail.value(Topics.TOKENS, record))
                                .getAuthorizationId()));
        return Objects.requireNonNull(TopicTail.value(Topics.TOKENS, found));
    }

    /** What a command is answered under an account's key, which is waited for. */
    RefreshOutcome answer(RefreshCommand command, String accountId) {
        var found = bench.tail(Topics.REFRESH_OUTCOMES.name())
                .await(record -> TopicTail.hasKey(record, key(accountId))
                        && Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, record))
                                .getCommandId()
                                .equals(command.getCommandId()));
        return Objects.requireNonNull(TopicTail.value(Topics.REFRESH_OUTCOMES, found));
    }

    static String opened(Token token) throws Exception {
        return new Opener(KeySet.parse(TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                .open(token.getApp() + ":" + token.getAccountId(), Objects.requireNonNull(token.getSealedToken()));
    }
}
