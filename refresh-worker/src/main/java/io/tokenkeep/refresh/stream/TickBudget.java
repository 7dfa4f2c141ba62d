package io.tokenkeep.refresh.stream;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How much one tick of one task may do before the task reads its inputs again. The rest waits for the next tick. */
public record TickBudget(Duration interval, int accounts, Duration time, int callsPerSecond, int leastOutstanding) {

    public static TickBudget from(Settings settings) {
        return new TickBudget(
                settings.duration("tick.interval"),
                settings.integer("tick.budget"),
                settings.duration("tick.time.limit"),
                settings.integer("app.calls.per.second"),
                settings.integer("app.commands.outstanding"));
    }

    /** Adds these settings to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "tick.interval",
                        Type.STRING,
                        "1s",
                        Durations.atLeast("10ms"),
                        Importance.LOW,
                        "How often each partition looks for accounts that are due. A tick without any costs nothing.")
                .define(
                        "tick.budget",
                        Type.INT,
                        500,
                        between(1, 100_000),
                        Importance.LOW,
                        "Largest number of accounts that one tick of one partition handles. The others wait for the next"
                                + " tick.")
                .define(
                        "tick.time.limit",
                        Type.STRING,
                        "200ms",
                        Durations.atLeast("1ms"),
                        Importance.LOW,
                        "How long one tick may take. The rest of its work waits for the next tick.")
                .define(
                        "app.calls.per.second",
                        Type.INT,
                        50,
                        between(1, 100_000),
                        Importance.MEDIUM,
                        "Largest number of commands per second that lead to a call of the provider, for each app and"
                                + " partition.")
                .define(
                        "app.commands.outstanding",
                        Type.INT,
                        50,
                        between(1, 100_000),
                        Importance.LOW,
                        "How many unanswered commands each app and partition may have, whatever exchange-worker does. It"
                                + " may have more only as exchange-worker answers: as many as it answers in a quarter of"
                                + " command.lifetime.");
    }
}
