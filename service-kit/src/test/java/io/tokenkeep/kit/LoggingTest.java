package io.tokenkeep.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LoggingTest {
    @Test
    void nobodyWritesALineOfHisOwn() throws JoranException {
        LoggerContext context = configured(Map.of());
        LoggingEvent event = event(context, "one\nERROR two", new IllegalStateException("three\r\nfour"));
        event.addKeyValuePair(new KeyValuePair("five", "six\nseven"));

        String line = encoded(context, event);

        assertThat(line).endsWith("\n").hasLineCount(1);
        assertThat(line)
                .contains("one | ERROR two", "six | seven", "three | four", "IllegalStateException", "at io.tokenkeep");
    }

    @Test
    void lineTellsTimeLevelLoggerAndKeyValues() throws JoranException {
        LoggerContext context = configured(Map.of());
        LoggingEvent event = event(context, "token kept", null);
        event.addKeyValuePair(new KeyValuePair("app", "threads-main"));

        assertThat(encoded(context, event))
                .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO  \\[\\S+] \\S+ token kept app=\"threads-main\"\\s*\\R");
    }

    @Test
    void kafkaIsQuietAndTheRestAtInfo() throws JoranException {
        LoggerContext context = configured(Map.of());

        assertThat(context.getLogger("io.tokenkeep").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    @Test
    void levelsComeFromTheEnvironment() throws JoranException {
        LoggerContext context = configured(Map.of("TOKENKEEP_LOG_LEVEL", "DEBUG", "TOKENKEEP_LOG_LEVEL_KAFKA", "INFO"));

        assertThat(context.getLogger("io.tokenkeep").getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
                .isEqualTo(Level.INFO);
    }

    private static LoggerContext configured(Map<String, String> environment) throws JoranException {
        LoggerContext context = new LoggerContext();
        environment.forEach(context::putProperty);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        URL configuration = Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml"));
        configurator.doConfigure(configuration);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getEffectiveLevel() > Status.INFO);
        return context;
    }

    private static LoggingEvent event(LoggerContext context, String message, @Nullable Throwable failure) {
        return new LoggingEvent(
                "test", context.getLogger(LoggingTest.class), Level.INFO, message, failure, new Object[0]);
    }

    private static String encoded(LoggerContext context, LoggingEvent event) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("CONSOLE");
        return new String(console.getEncoder().encode(event), UTF_8);
    }
}
