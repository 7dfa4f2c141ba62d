package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class AutoCreationIT {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AutoCreation.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void clusterThatDoesNotTellIsServedAllTheSame() {
        try (LocalKafka kafka = LocalKafka.builder()
                        .property(AutoCreation.SETTING, "true")
                        .start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ensure(withoutTheRightToLook(admin));
        }

        assertThat(logged.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.INFO))
                .satisfies(event -> assertThat(event.getFormattedMessage()).startsWith("cannot see"));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void brokerThatMakesTopicsByItselfIsWarnedOfAndServesAllTheSame(String setting, int warnings) {
        try (LocalKafka kafka = LocalKafka.builder()
                        .property(AutoCreation.SETTING, setting)
                        .start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ensure(admin);
        }

        assertThat(logged.list)
                .hasSize(warnings)
                .allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN))
                .allSatisfy(
                        event -> assertThat(event.getFormattedMessage()).contains("auto.create.topics.enable=false"))
                .allSatisfy(
                        event -> assertThat(event.getKeyValuePairs().toString()).contains("[1]"));
    }

    private static void ensure(Admin admin) {
        new TopicProvisioner(
                        admin,
                        new TopicLayout(1, (short) 1),
                        "kafka:9092",
                        InstantSource.system(),
                        Duration.ofSeconds(30))
                .ensure(List.of("tokens"), true);
    }

    private static Admin withoutTheRightToLook(Admin admin) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("describeCluster")) {
                        throw new ClusterAuthorizationException("not this one");
                    }
                    return method.invoke(admin, arguments);
                });
    }
}
