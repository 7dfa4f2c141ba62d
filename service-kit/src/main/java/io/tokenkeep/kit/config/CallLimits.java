package io.tokenkeep.kit.config;

import java.time.Duration;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * How soon and how often the provider may be called for an app.
 *
 * @param refreshMinimumAge how old a token must be before the provider extends it
 * @param requestsPerSecond the most calls of one exchange-worker; empty for no bound
 */
public record CallLimits(Duration refreshMinimumAge, OptionalInt requestsPerSecond) {

    static final String REFRESH_MINIMUM_AGE = "refresh.minimum.age";
    static final String REQUESTS_PER_SECOND = "requests.per.second";

    public CallLimits {
        AppNames.require(!refreshMinimumAge.isNegative(), REFRESH_MINIMUM_AGE, "must not be negative");
    }

    static CallLimits from(TypedValues settings) {
        int perSecond = settings.integer(REQUESTS_PER_SECOND);
        return new CallLimits(
                settings.duration(REFRESH_MINIMUM_AGE),
                perSecond == 0 ? OptionalInt.empty() : OptionalInt.of(perSecond));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        REFRESH_MINIMUM_AGE,
                        ConfigDef.Type.STRING,
                        "24h",
                        Durations.atLeast(Duration.ZERO),
                        Importance.LOW,
                        "How old a token must be before the provider extends it. Less than 24h is for a simulator.")
                .define(
                        REQUESTS_PER_SECOND,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.between(0, 100_000),
                        Importance.MEDIUM,
                        "Most calls per second that one exchange-worker makes to the provider for this app; 0 for no bound. The"
                                + " app's whole allowance is divided by the number of workers.");
    }
}
