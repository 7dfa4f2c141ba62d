package io.tokenkeep.callback.provider;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The allowed age of a signed call of a provider, and how far ahead of our clock it may be signed. */
public record Freshness(Duration longestAge, Duration longestAhead) {

    public static Freshness from(Settings settings) {
        return new Freshness(
                settings.duration("signed.request.longest.age"), settings.duration("signed.request.longest.ahead"));
    }

    public boolean covers(Instant issuedAt, Instant now) {
        return !issuedAt.isBefore(now.minus(longestAge)) && !issuedAt.isAfter(now.plus(longestAhead));
    }

    /** Adds the settings of signed requests to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "signed.request.longest.age",
                        Type.STRING,
                        "7d",
                        Durations.between(Duration.ofMinutes(1), Duration.ofDays(365)),
                        Importance.LOW,
                        "How old a signed deauthorize or deletion call of a provider may be. Older ones are refused. Providers do"
                                + " not document how long they try again. A week is longer than an outage here.")
                .define(
                        "signed.request.longest.ahead",
                        Type.STRING,
                        "1h",
                        Durations.between(Duration.ZERO, Duration.ofDays(365)),
                        Importance.LOW,
                        "How far ahead of our clock such a call may be signed, so that a slow clock here refuses no person.");
    }
}
