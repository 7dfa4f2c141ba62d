package io.tokenkeep.refresh.policy;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * When a token is refreshed.
 *
 * @param fraction share of the lifetime after which it is refreshed
 * @param jitter largest distance of an account's own time from that, as a share of the lifetime, in both directions
 */
public record RefreshTimes(double fraction, double jitter) {

    public RefreshTimes {
        if (fraction <= 0 || jitter < 0 || fraction - jitter <= 0 || fraction + jitter >= 1) {
            throw new IllegalArgumentException(
                    "refresh.fraction with refresh.jitter to both sides must lie between 0 and 1");
        }
    }

    static RefreshTimes from(Settings settings) {
        return new RefreshTimes(settings.decimal("refresh.fraction"), settings.decimal("refresh.jitter"));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "refresh.fraction",
                        Type.DOUBLE,
                        0.5,
                        between(0.01, 0.95),
                        Importance.MEDIUM,
                        "Share of its lifetime after which a token is refreshed, but never before the provider allows"
                                + " it.")
                .define(
                        "refresh.jitter",
                        Type.DOUBLE,
                        0.1,
                        between(0, 0.4),
                        Importance.LOW,
                        "Largest distance of an account's own time from refresh.fraction, as a share of the lifetime, in"
                                + " both directions.");
    }
}
