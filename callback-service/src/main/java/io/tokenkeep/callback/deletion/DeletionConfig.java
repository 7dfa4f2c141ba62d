package io.tokenkeep.callback.deletion;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The number of data deletions that are held, and the dates on their pages.
 *
 * @param limit how many are held
 * @param datesAdded how much later than by Tokenkeep's own settings a person's data may leave the logs here
 */
public record DeletionConfig(int limit, Duration datesAdded) {

    public static DeletionConfig from(Settings settings) {
        return new DeletionConfig(settings.integer("deletions.limit"), settings.duration("deletion.dates.added"));
    }

    /** Adds the settings of deletions to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "deletions.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many data deletions are held for their pages. At the bound the oldest leave first, and health reports it.")
                .define(
                        "deletion.dates.added",
                        Type.STRING,
                        "0s",
                        Durations.between(Duration.ZERO, Duration.ofDays(3650)),
                        Importance.MEDIUM,
                        "Time that is added to every date on the page of a deletion. Set it if a person's data stays in the"
                                + " logs for longer than Tokenkeep's own settings: a topic keeps records or nulls for longer, or"
                                + " refresh-worker's deletion.grace is more than 8 days.");
    }
}
