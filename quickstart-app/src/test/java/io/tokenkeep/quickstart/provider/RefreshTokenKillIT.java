package io.tokenkeep.quickstart.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker is killed (SIGKILL) while it refreshes with a refresh token that the provider accepts once. Presented twice, it would
 * revoke everything.
 */
class RefreshTokenKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LIFETIME = Duration.ofDays(60);

    private final Vertx vertx = Vertx.vertx();
    private final PlainOAuthServer provider = new PlainOAuthServer(vertx, LIFETIME);
    private final Path directory;
    private final LocalKafka kafka;
    private final PlainOAuthTopics topics;
    private final PlainOAuthServices services;
    private final PlainOAuthPerson person;
    private ServiceJvm worker;

    RefreshTokenKillIT(@TempDir Path directory) {
        this.directory = directory;
        this.kafka = LocalKafka.builder().directory(directory.resolve("kafka")).start();
        this.topics = new PlainOAuthTopics(kafka.bootstrapServers());
        this.services = new PlainOAuthServices(kafka.bootstrapServers(), provider.uri(), directory);
        this.person = new PlainOAuthPerson(services);
    }

    @BeforeEach
    void connect() throws Exception {
        worker = services.startExchangeProcess();
        services.start();
        await().atMost(LIMIT).until(() -> services.callback().components().stream()
                .allMatch(part -> part.check().isOk()));
        person.consents();
        awaitSequence(0);
    }

    @AfterEach
    void stop() {
        services.close();
        kafka.close();
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest(name = "refresh-worker loses its state: {0}")
    @ValueSource(booleans = {false, true})
    void accountLivesIfTheAnswerWasCheckpointed(boolean stateIsLost) throws Exception {
        services.holdTokens(true);
        refreshNow();
        await().atMost(LIMIT).until(() -> topics.refreshSecret()
                .filter(secret -> secret.getState() == RefreshSecretState.HELD && secret.getAnswer() != null)
                .isPresent());
        worker.kill();
        assertThat(topics.token().orElseThrow().getSequence())
                .as("the token of the answer is not published")
                .isZero();
        if (stateIsLost) {
            services.loseRefreshState();
        }
        services.holdTokens(false);
        services.startExchangeProcess();

        assertThat(provider.knows(opened(awaitSequence(1)))).isTrue();
        assertThat(provider.spent()).isEqualTo(1);
        refreshNow();
        assertThat(provider.knows(opened(awaitSequence(2)))).isTrue();
        assertThat(provider.spent()).isEqualTo(2);
        assertThat(provider.presentedTwice()).isZero();
        assertThat(leaks()).isEmpty();
    }

    @Test
    void newConsentIsRequiredIfTheAnswerIsLost() throws Exception {
        provider.withholdAnswers(true);
        refreshNow();
        await().atMost(LIMIT).until(() -> provider.spent() == 1);
        worker.kill();
        provider.withholdAnswers(false);
        services.startExchangeProcess();

        AccountEvent reported = await().atMost(LIMIT)
                .until(() -> topics.events(EventKind.REAUTHORIZATION_REQUIRED), events -> !events.isEmpty())
                .get(0);
        assertThat(reported.getFailureClass()).isEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
        Token living = topics.token().orElseThrow();
        assertThat(living.getState()).isEqualTo(TokenState.LIVE);
        assertThat(provider.knows(opened(living)))
                .as("the access token lives on, as nothing was presented twice")
                .isTrue();
        assertThat(provider.presentedTwice()).isZero();

        person.consents();
        await().atMost(LIMIT)
                .until(() -> topics.token().orElseThrow().getOrderedAt().isAfter(living.getOrderedAt()));
        refreshNow();
        assertThat(provider.knows(opened(awaitSequence(1)))).isTrue();
        assertThat(provider.presentedTwice()).isZero();
        assertThat(leaks()).isEmpty();
    }

    /** A token that is too young to be refreshed would be verified. */
    private void refreshNow() throws Exception {
        await().atMost(LIMIT).until(() -> topics.token()
                .map(Token::getRefreshableAt)
                .filter(from -> from.isBefore(Instant.now()))
                .isPresent());
        topics.command(AccountCommandKind.REFRESH_NOW);
    }

    private Token awaitSequence(long sequence) {
        return await().atMost(LIMIT)
                .until(topics::token, now -> now.filter(token -> token.getSequence() == sequence)
                        .isPresent())
                .orElseThrow();
    }

    private String opened(Token token) throws Exception {
        return new Opener(services.tokensKeys(), Purpose.ACCESS_TOKEN)
                .open(PlainOAuthTopics.ACCOUNT, String.valueOf(token.getSealedToken()));
    }

    /** Tokens and refresh tokens that lie in a worker's log or in the bytes of a topic. */
    private List<SecretSweep.Finding> leaks() {
        SecretSweep sweep = SecretSweep.of(Map.of("token", provider.secrets()));
        List<SecretSweep.Finding> findings = new ArrayList<>(sweep.path(services.log()));
        findings.addAll(sweep.path(directory.resolve("kafka")));
        return findings;
    }
}
