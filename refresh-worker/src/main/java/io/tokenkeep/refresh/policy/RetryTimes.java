package io.tokenkeep.refresh.policy;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How long to wait after a failure.
 *
 * @param minimum the first delay; shorter for a token that lives less than 200 times as long
 * @param maximum the longest delay
 */
public record RetryTimes(Duration minimum, Duration maximum) {

    public RetryTimes {
        if (minimum.isZero() || minimum.compareTo(maximum) > 0) {
            throw new IllegalArgumentException("retry.minimum must be above 0 and at most retry.maximum");
        }
    }

    static RetryTimes from(Settings settings) {
        return new RetryTimes(settings.duration("retry.minimum"), settings.duration("retry.maximum"));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "retry.minimum",
                        Type.STRING,
                        "2m",
                        Durations.atLeast("10ms"),
                        Importance.MEDIUM,
                        "The shortest delay after a failure. A token that lives less than 200 times as long has a"
                                + " shorter one.")
                .define(
                        "retry.maximum",
                        Type.STRING,
                        "6h",
                        Durations.atLeast("10ms"),
                        Importance.MEDIUM,
                        "The longest delay after a failure. The delays get shorter again as a token's end comes near.");
    }
}
