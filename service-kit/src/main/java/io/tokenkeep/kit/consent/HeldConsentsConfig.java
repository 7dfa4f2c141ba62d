package io.tokenkeep.kit.consent;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The setting of how many held consents a service has in memory. */
public final class HeldConsentsConfig {

    public static final String LIMIT = "held.consents.limit";

    private HeldConsentsConfig() {}

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                LIMIT,
                Type.INT,
                20_000,
                Range.between(1, 1_000_000),
                Importance.LOW,
                "How many consents may wait for a confirmation or a revocation; about 4 KiB of heap each. Those beyond wait until"
                        + " others have ended.");
    }

    public static int limit(Settings settings) {
        return settings.integer(LIMIT);
    }
}
