package io.tokenkeep.callback.outcome;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The bounds of reading and holding outcomes.
 *
 * @param lookback how far back they are read at the start, where no consent waits for days
 * @param limit how many are held
 */
public record OutcomeConfig(Duration lookback, int limit) {

    public static OutcomeConfig from(Settings settings) {
        return new OutcomeConfig(settings.duration("outcomes.lookback"), settings.integer("outcomes.limit"));
    }

    /** Adds the settings of outcomes to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "outcomes.lookback",
                        Type.STRING,
                        "2h",
                        Durations.between(Duration.ofHours(1), Duration.ofDays(7)),
                        Importance.LOW,
                        "How far back outcomes are read at start; a week with links.keys, because a consent may wait for its confirmation"
                                + " for days. An hour is what the bounds on links count from.")
                .define(
                        "outcomes.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many outcomes are held, of some 600 bytes each. At the bound those leave first whose page is promised no longer, then the"
                                + " oldest of the link that has most, and health reports it.");
    }
}
