package io.tokenkeep.console.api;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How often an API key may call. */
public record ApiConfig(int callsPerSecond) {

    public static ApiConfig from(Settings settings) {
        return new ApiConfig(settings.integer("api.calls.per.second"));
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                "api.calls.per.second",
                Type.INT,
                50,
                Range.between(1, 100_000),
                Importance.MEDIUM,
                "How many requests an API key may make in a second at each instance, for long; twice as many at once. Further"
                        + " ones are answered with 429.");
    }
}
