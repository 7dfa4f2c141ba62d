package io.tokenkeep.refresh.policy;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How long before a token's end to warn.
 *
 * @param unmoved the first warning for a token that the provider does not extend
 * @param first the first warning for any other token
 * @param last the last warning
 */
public record WarningThresholds(WarningThreshold unmoved, WarningThreshold first, WarningThreshold last) {

    static WarningThresholds from(Settings settings) {
        return new WarningThresholds(
                threshold(settings, "warn.unmoved"),
                threshold(settings, "warn.first"),
                threshold(settings, "warn.last"));
    }

    private static WarningThreshold threshold(Settings settings, String which) {
        return new WarningThreshold(settings.duration(which + ".before"), settings.decimal(which + ".share"));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "warn.unmoved.before",
                        Type.STRING,
                        "14d",
                        Durations.atLeast("1ms"),
                        Importance.MEDIUM,
                        "How long before its end the first warning comes, at most, for a token that the provider does"
                                + " not extend. The person needs this time to consent again.")
                .define(
                        "warn.unmoved.share",
                        Type.DOUBLE,
                        0.25,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.")
                .define(
                        "warn.first.before",
                        Type.STRING,
                        "7d",
                        Durations.atLeast("1ms"),
                        Importance.MEDIUM,
                        "How long before a token's end the first warning comes, at most.")
                .define(
                        "warn.first.share",
                        Type.DOUBLE,
                        0.125,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.")
                .define(
                        "warn.last.before",
                        Type.STRING,
                        "24h",
                        Durations.atLeast("1ms"),
                        Importance.MEDIUM,
                        "How long before a token's end the last warning comes, at most.")
                .define(
                        "warn.last.share",
                        Type.DOUBLE,
                        0.02,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.");
    }
}
