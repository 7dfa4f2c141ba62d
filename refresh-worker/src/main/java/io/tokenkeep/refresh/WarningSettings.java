package io.tokenkeep.refresh;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Durations;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** The settings that say how long before a token's end to warn. */
final class WarningSettings {

    static final String WARN_UNMOVED = "warn.unmoved.before";
    static final String WARN_UNMOVED_SHARE = "warn.unmoved.share";
    static final String WARN_FIRST = "warn.first.before";
    static final String WARN_FIRST_SHARE = "warn.first.share";
    static final String WARN_LAST = "warn.last.before";
    static final String WARN_LAST_SHARE = "warn.last.share";

    private static final Validator TIME = Durations.atLeast(Duration.ofMillis(1));

    private WarningSettings() {}

    static void define(ConfigDef definition) {
        definition
                .define(
                        WARN_UNMOVED,
                        Type.STRING,
                        "14d",
                        TIME,
                        Importance.MEDIUM,
                        "How long before its end the first warning of a token comes at most that the provider does not extend:"
                                + " time for the person to consent again.")
                .define(
                        WARN_UNMOVED_SHARE,
                        Type.DOUBLE,
                        0.25,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.")
                .define(
                        WARN_FIRST,
                        Type.STRING,
                        "7d",
                        TIME,
                        Importance.MEDIUM,
                        "How long before a token's end the first warning comes at most.")
                .define(
                        WARN_FIRST_SHARE,
                        Type.DOUBLE,
                        0.125,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.")
                .define(
                        WARN_LAST,
                        Type.STRING,
                        "24h",
                        TIME,
                        Importance.MEDIUM,
                        "How long before a token's end the last warning comes at most.")
                .define(
                        WARN_LAST_SHARE,
                        Type.DOUBLE,
                        0.02,
                        between(0.001, 0.4),
                        Importance.LOW,
                        "The same as a share of the lifetime; the shorter one counts.");
    }
}
