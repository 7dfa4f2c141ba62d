package io.tokenkeep.exchange;

import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.seal.RecipientKeys;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.jspecify.annotations.Nullable;

/**
 * The settings of imports.
 *
 * @param keys null if this installation imports nothing
 */
public record ImportsConfig(@Nullable RecipientKeys keys, LaneLimits limits) {

    static final String KEYS = "imports.keys";
    private static final String CONCURRENCY = "imports.concurrency";
    private static final String WAITING_LIMIT = "imports.waiting.limit";

    static void define(ConfigDef definition) {
        definition
                .define(
                        KEYS,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "JWK Set of private keys that opens the tokens which console-service takes in; only exchange-worker may"
                                + " have it. The command import-keys makes one. console-service has the public part as"
                                + " imports.key. Without it nothing is imported.")
                .define(
                        CONCURRENCY,
                        Type.INT,
                        32,
                        ConfigDef.Range.between(1, 1_000),
                        Importance.LOW,
                        "Largest number of rows of imports at work at the same time.")
                .define(
                        WAITING_LIMIT,
                        Type.INT,
                        20_000,
                        ConfigDef.Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Largest number of rows that may wait in memory, for example for an app or a provider that is down."
                                + " At this bound no more rows are read until the backlog is shorter.");
    }

    static ImportsConfig from(Settings settings) {
        return new ImportsConfig(
                settings.has(KEYS) ? settings.recipientKeys(KEYS) : null,
                new LaneLimits(settings.integer(CONCURRENCY), settings.integer(WAITING_LIMIT)));
    }
}
