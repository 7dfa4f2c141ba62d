package io.tokenkeep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.SecretSweep.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What the named loggers say at TRACE and above, and all others at their own levels, with key-values and stack traces,
 * from its making to its close. Safe for use by many threads.
 */
public final class LogRecording implements AutoCloseable {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<String, Optional<Level>> before = new HashMap<>();
    private final Recorder recorder = new Recorder();

    private static final class Recorder extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new ArrayList<>();

        /** Called under the appender's own lock. */
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                    + trace);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }

    private LogRecording(String... names) {
        for (String name : names) {
            Logger logger = context.getLogger(name);
            before.put(name, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.TRACE);
        }
        recorder.setContext(context);
        recorder.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(recorder);
    }

    /** Of all there are. */
    public static LogRecording everything() {
        return new LogRecording(Logger.ROOT_LOGGER_NAME, "org.apache.kafka", "io.netty");
    }

    /** Of the worker and what it calls providers with; a broker in the same JVM says too much at TRACE. */
    public static LogRecording ofTheWorker() {
        return new LogRecording("io.tokenkeep", "io.vertx", "io.netty");
    }

    public List<String> lines() {
        return recorder.lines();
    }

    /** No secret stands in any line, nor the query of a provider's URL. */
    public void assertHasNone(Map<String, ? extends Collection<String>> secrets) {
        SecretSweep sweep = SecretSweep.of(secrets);
        List<Finding> findings = lines().stream()
                .flatMap(line -> sweep.text("log", line).stream())
                .toList();

        assertThat(sweep.size()).as("secrets to look for").isPositive();
        assertThat(findings).isEmpty();
        assertThat(lines()).noneMatch(line -> line.contains("access_token=") || line.contains("client_secret="));
    }

    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(recorder);
        before.forEach((name, level) -> context.getLogger(name).setLevel(level.orElse(null)));
        recorder.stop();
    }
}
