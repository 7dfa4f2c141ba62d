package io.tokenkeep.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
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
        try (Metrics metrics = Metrics.of("callback-service")) {
            CallbackConfig config = TestSettings.minimal().config();
            BrokerConnection broker =
                    new BrokerConnection(vertx, config, Stores.of(config, clock, metrics.registry()), metrics, clock);
            broker.start();

            assertThat(broker.ended()).succeedsWithin(LIMIT).isEqualTo(Exit.FAILED);

            broker.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
