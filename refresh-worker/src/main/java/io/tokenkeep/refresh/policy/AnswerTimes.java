package io.tokenkeep.refresh.policy;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * How long commands and their answers may take.
 *
 * @param commandLifetime time after which a worker no longer executes a command
 * @param limit how long after that an answer may still arrive
 * @param silences how long to wait for the answer of the second, third… command in a row without an answer
 */
public record AnswerTimes(Duration commandLifetime, Duration limit, List<Duration> silences) {

    public AnswerTimes {
        silences = List.copyOf(silences);
        if (silences.isEmpty()) {
            throw new IllegalArgumentException("unanswered.retries must name at least one duration");
        }
    }

    static AnswerTimes from(Settings settings) {
        return new AnswerTimes(
                settings.duration("command.lifetime"),
                settings.duration("longest.call").plus(settings.duration("delivery.timeout")),
                settings.list("unanswered.retries").stream()
                        .map(Durations::parse)
                        .toList());
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "command.lifetime",
                        Type.STRING,
                        "10m",
                        Durations.atLeast("100ms"),
                        Importance.MEDIUM,
                        "Time within which a command may be executed.")
                .define(
                        "longest.call",
                        Type.STRING,
                        "60s",
                        Durations.atLeast("100ms"),
                        Importance.LOW,
                        "The longest time that an exchange-worker may take for one command, by its settings.")
                .define(
                        "delivery.timeout",
                        Type.STRING,
                        "2m",
                        Durations.atLeast("100ms"),
                        Importance.LOW,
                        "The longest time that an exchange-worker may take to write its answer to Kafka. A command"
                                + " without an answer is sent again after its lifetime, the longest call and this time.")
                .define(
                        "unanswered.retries",
                        Type.LIST,
                        List.of("1h", "6h", "24h"),
                        ConfigDef.LambdaValidator.with(
                                AnswerTimes::checkDurations, () -> "durations with commas between them"),
                        Importance.LOW,
                        "How long to wait for the answer of the second, third… command in a row without an answer. The"
                                + " last duration is repeated.");
    }

    private static void checkDurations(String name, Object value) {
        for (Object text : (List<?>) value) {
            try {
                Duration ignored = Durations.parse(text.toString());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }
    }
}
