package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.config.ProviderKind;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;

/** The services against Kafka as it is shipped, in a container. */
class DockerKafkaIT {

    private static final String SECRET = "client-secret-for-the-broker-in-a-container";
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    @Test
    void accountsAreConnectedAndRefreshedOnABrokerInAContainer() throws Exception {
        Needs.docker();
        Options options = new Options(Playground.freePorts(), 3, List.of(ProviderKind.THREADS), LIFETIME, false, null);
        URI web = URI.create("http://localhost:" + options.ports().web());
        String redirect = SimulatedApp.of(ProviderKind.THREADS).redirectUri(web);
        Vertx vertx = Vertx.vertx();
        try (KafkaContainer kafka =
                        new KafkaContainer("apache/kafka:4.3.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                Metrics metrics = Metrics.of("test");
                Home home = Home.open(null, new SecureRandom())) {
            kafka.start();
            Simulator simulator = await(Simulator.start(
                    vertx,
                    SimulatorConfig.defaults()
                            .withApp(RegisteredApp.of(Meta.SIMULATED_CLIENT_ID, SECRET, redirect))
                            .withLifetimes(Lifetimes.DOCUMENTED.withLongLived(LIFETIME)),
                    InstantSource.system()));
            Meta meta = Meta.simulated(
                    simulator.baseUri(), web, SECRET, simulator.lifetimes().minimumRefreshAge());
            String bootstrap = kafka.getBootstrapServers();
            Services services = Services.start(options, meta, home, Services.common(bootstrap), vertx, metrics);
            OutsideReader reader = new OutsideReader(
                    new Opener(KeySet.parse(home.keys("tokens")), Purpose.ACCESS_TOKEN), simulator.baseUri());
            try (TopicReader following = TopicReader.start("reader", bootstrap, List.of(Topics.TOKENS.name()), reader);
                    Visitors visitors = new Visitors(vertx, services.links())) {
                assertThat(following).isNotNull();
                assertThat(await(visitors.connect(options.accounts(), person -> {})))
                        .isZero();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> reader.tally().refreshed() == options.accounts());
                assertThat(reader.tally().connected()).isEqualTo(options.accounts());
                assertThat(reader.tally().unusable()).isZero();
            } finally {
                services.close(Duration.ofSeconds(20));
            }
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
