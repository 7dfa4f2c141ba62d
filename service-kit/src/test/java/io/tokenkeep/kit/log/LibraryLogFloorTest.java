package io.tokenkeep.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What an operator's configuration can make libraries say. */
class LibraryLogFloorTest {

    private static final String ALL_AT_TRACE = """
            <configuration>
              <logger name="io.vertx" level="TRACE"/>
              <logger name="org.apache.kafka" level="TRACE"/>
              <root level="TRACE"/>
            </configuration>
            """;

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        new ContextInitializer(context).autoConfig();
        read();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.vertx.ext.web.impl.RouterImpl",
                "io.netty.handler.logging.LoggingHandler",
                "io.micrometer.core",
                "com.nimbusds.jose",
                "kafka.server.KafkaApis",
                "org.apache.kafka.common.security.authenticator.SaslClientAuthenticator",
                "io.tokenkeeper.Other"
            })
    void librarySpeaksAtInfoAndAbove(String name) {
        var logger = context.getLogger(name);

        assertThat(logger.isTraceEnabled()).isFalse();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
    }

    @Test
    void kafkasClientsSpeakAtDebug() {
        var logger = context.getLogger("org.apache.kafka.clients.NetworkClient");

        assertThat(logger.isTraceEnabled()).isFalse();
        assertThat(logger.isDebugEnabled()).isTrue();
    }

    @Test
    void ownLoggersSpeakAtTheLevelTheyAreSetTo() {
        assertThat(context.getLogger("io.tokenkeep.kit.Launch").isTraceEnabled())
                .isTrue();
    }

    @Test
    void floorLiftsNoLevel() {
        context.getLogger("io.vertx").setLevel(Level.WARN);

        assertThat(context.getLogger("io.vertx.core").isInfoEnabled()).isFalse();
    }

    @Test
    void configurationThatIsReadAnewDoesNotRemoveIt() throws JoranException {
        context.reset();
        read();

        assertThat(context.getLogger("io.vertx.core").isDebugEnabled()).isFalse();
        assertThat(context.getTurboFilterList()).hasSize(1);
    }

    /** As it is in every process that has service-kit. */
    @Test
    void logbackFindsItByItself() {
        var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.vertx.found.by.itself");
        logger.setLevel(Level.TRACE);

        assertThat(logger.isDebugEnabled()).isFalse();
        logger.setLevel(null);
    }

    private void read() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(ALL_AT_TRACE.getBytes(StandardCharsets.UTF_8)));
    }
}
