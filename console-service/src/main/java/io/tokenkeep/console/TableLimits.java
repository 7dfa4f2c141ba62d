package io.tokenkeep.console;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.rule.ClientRuleTable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How many records of each kind this instance holds in memory. */
record TableLimits(int clients, int rules, int keys, int requests) {

    static TableLimits from(Settings settings) {
        return new TableLimits(
                settings.integer("clients.limit"),
                ClientRuleTable.limit(settings),
                settings.integer("api.keys.limit"),
                settings.integer("idempotency.keys.limit"));
    }

    static ConfigDef define(ConfigDef definition) {
        return ClientRuleTable.define(definition)
                .define(
                        "clients.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many clients there may be, deleted ones of the last 30 days included; about 1 kB of heap each. The"
                                + " same at every instance.")
                .define(
                        "api.keys.limit",
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many API keys there may be, revoked ones included. The same at every instance.")
                .define(
                        "idempotency.keys.limit",
                        Type.INT,
                        200_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many requests with an Idempotency-Key are remembered, for a day; about 300 bytes of heap each."
                                + " Beyond, the oldest are forgotten, and health fails.");
    }
}
