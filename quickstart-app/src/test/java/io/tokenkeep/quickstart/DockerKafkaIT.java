package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;

/** The services against Kafka as it is shipped, in a container. */
class DockerKafkaIT {

    private static final int ACCOUNTS = 3;

    @Test
    void accountsAreConnectedAndRefreshedOnABrokerInAContainer() throws Exception {
        Needs.docker();
        Vertx vertx = Vertx.vertx();
        try (KafkaContainer kafka =
                        new KafkaContainer("apache/kafka:4.3.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                Metrics metrics = Metrics.of("test")) {
            kafka.start();
            try (Installation installation = Installation.start("", kafka.getBootstrapServers(), vertx, metrics);
                    Visitors visitors = new Visitors(vertx, installation.links())) {
                assertThat(Installation.await(visitors.connect(ACCOUNTS, person -> {})))
                        .isZero();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> installation.tally().refreshed() == ACCOUNTS);
                assertThat(installation.tally().connected()).isEqualTo(ACCOUNTS);
                assertThat(installation.tally().unusable()).isZero();
            }
        } finally {
            Installation.await(vertx.close());
        }
    }
}
