package io.tokenkeep.quickstart.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is unknown to main code works from consent to refresh. It has a description and an implementation, and nothing else. */
@ExtendWith(KafkaExtension.class)
class OtherProviderIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LIFETIME = Duration.ofSeconds(20);

    private final LocalKafka kafka;
    private final Vertx vertx = Vertx.vertx();
    private final PlainOAuthServer provider = new PlainOAuthServer(vertx, LIFETIME);
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private PlainOAuthServices services;

    OtherProviderIT(LocalKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void start(@TempDir Path state) throws Exception {
        services = new PlainOAuthServices(kafka.bootstrapServers(), provider.uri(), freePort(), state);
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
    void personConnectsAndTheTokenIsRefreshed() throws Exception {
        URI back = location(consentPage());
        HttpResponse<String> arrived = get(back);

        assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(303);
        Token token = await().atMost(LIMIT)
                .until(this::current, now -> now.filter(next -> next.getSequence() > 0)
                        .isPresent())
                .orElseThrow();
        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
        assertThat(token.getProvider()).isEqualTo(PlainOAuth.DESCRIPTION.id());
        assertThat(token.getAccountId()).isEqualTo(PlainOAuthServer.ACCOUNT);
        assertThat(token.getDisplayName()).isEqualTo(PlainOAuthServer.NAME);
        assertThat(token.getScopes()).containsExactly("read", "write");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(LIFETIME);
        String opened = new Opener(services.tokensKeys(), Purpose.ACCESS_TOKEN)
                .open(account(), String.valueOf(token.getSealedToken()));
        assertThat(provider.knows(opened)).isTrue();
    }

    @Test
    void personWhoSaysNoHasCancelled() throws Exception {
        URI back = location(URI.create(consentPage() + "&decision=no"));

        assertThat(get(back).body()).contains("data-page=\"cancelled\"");
    }

    private URI consentPage() throws Exception {
        return location(services.callback()
                .links()
                .link(new ConnectRequest(PlainOAuthServices.APP, "a client"), Duration.ofHours(1)));
    }

    private URI location(URI from) throws Exception {
        HttpResponse<String> answer = get(from);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String account() {
        return PlainOAuthServices.APP + ":" + PlainOAuthServer.ACCOUNT;
    }

    /** The tokens that a consumer holds after it has read the topic from its beginning. */
    private Optional<Token> current() throws Exception {
        Map<String, TokenFold> held = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : tokens()) {
            Token read = record.value() == null ? null : Topics.TOKENS.codec().decode(record.value());
            TokenFold now = TokenFold.fold(held.get(record.key()), read, record.offset());
            if (now != null) {
                held.put(record.key(), now);
            }
        }
        return Optional.ofNullable(held.get(account())).map(TokenFold::token);
    }

    private List<ConsumerRecord<String, byte[]>> tokens() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TOKENS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
