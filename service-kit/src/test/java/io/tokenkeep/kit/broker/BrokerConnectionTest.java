package io.tokenkeep.kit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokerConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The clock is the first thing the check of the topics asks. */
    static Stream<Named<InstantSource>> brokenClocks() {
        return Stream.of(
                Named.of("an exception", () -> {
                    throw new IllegalStateException("broken");
                }),
                Named.of("an error", () -> {
                    throw new LinkageError("broken");
                }));
    }

    @ParameterizedTest
    @MethodSource("brokenClocks")
    void whatNobodyExpectedEndsTheService(InstantSource clock) {
        Vertx vertx = Vertx.vertx();
        try (Metrics metrics = Metrics.of("test")) {
            BrokerConnection broker = new BrokerConnection(vertx, settings(), List.of(), metrics, clock);
            broker.start();

            assertThat(broker.ended()).succeedsWithin(LIMIT).isEqualTo(Exit.FAILED);

            broker.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static BrokerNeeds settings() {
        return new BrokerNeeds(
                "test",
                "test",
                List.of(Topics.TOKENS.name()),
                KafkaSettings.of("127.0.0.1:1"),
                new TopicSettings(new TopicLayout(3, (short) 1, TopicNames.WITHOUT_PREFIX), false),
                new PublishLimits(Duration.ofSeconds(5), 8));
    }
}
