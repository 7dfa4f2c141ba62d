package io.tokenkeep.quickstart.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A provider that main code does not know works from the link to the refreshed token, by its description and implementation alone. */
@ExtendWith(KafkaExtension.class)
class OtherProviderIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LIFETIME = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final PlainOAuthServer provider = new PlainOAuthServer(vertx, LIFETIME);
    private final PlainOAuthTopics topics;
    private final PlainOAuthServices services;
    private final PlainOAuthPerson person;

    OtherProviderIT(LocalKafka kafka, @TempDir Path directory) {
        this.topics = new PlainOAuthTopics(kafka.bootstrapServers());
        this.services = new PlainOAuthServices(kafka.bootstrapServers(), provider.uri(), directory);
        this.person = new PlainOAuthPerson(services);
    }

    @BeforeEach
    void start() throws Exception {
        services.startExchangeWorker();
        services.start();
        await().atMost(LIMIT).until(() -> services.callback().components().stream()
                .allMatch(part -> part.check().isOk()));
    }

    @AfterEach
    void stop() {
        services.close();
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void personConnectsAndTheTokenIsRefreshedAgainAndAgain() throws Exception {
        person.consents();

        Token token = await().atMost(LIMIT)
                .until(topics::token, now -> now.filter(next -> next.getSequence() > 1)
                        .isPresent())
                .orElseThrow();
        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
        assertThat(token.getProvider()).isEqualTo(PlainOAuth.DESCRIPTION.id());
        assertThat(token.getAccountId()).isEqualTo(PlainOAuthServer.ACCOUNT);
        assertThat(token.getDisplayName()).isEqualTo(PlainOAuthServer.NAME);
        assertThat(token.getScopes()).containsExactly("read", "write");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(LIFETIME);
        String opened = new Opener(services.tokensKeys(), Purpose.ACCESS_TOKEN)
                .open(PlainOAuthTopics.ACCOUNT, String.valueOf(token.getSealedToken()));
        assertThat(provider.knows(opened)).isTrue();
        assertThat(provider.presentedTwice()).isZero();
    }

    @Test
    void personWhoDeclinesHasCancelled() throws Exception {
        assertThat(person.declines()).contains("data-page=\"cancelled\"");
    }
}
