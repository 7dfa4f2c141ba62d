package io.tokenkeep.kit.consent;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How many held consents a process holds in memory. */
public final class HeldConsentsConfig {

    private static final String LIMIT = "held.consents.limit";

    private HeldConsentsConfig() {}

    /** The number of consents; at least 1. */
    public static int limit(Settings settings) {
        return settings.integer(LIMIT);
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                LIMIT,
                Type.INT,
                20_000,
                Range.between(1, 1_000_000),
                Importance.LOW,
                "How many consents may wait for a confirmation; about 1 kB of heap each, and 200 bytes more for each account that the"
                        + " consent would connect. Beyond, health fails: exchange-worker lets further consents wait until others"
                        + " have ended, and console-service does not show them. The same in exchange-worker and"
                        + " console-service.");
    }
}
