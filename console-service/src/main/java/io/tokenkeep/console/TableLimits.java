package io.tokenkeep.console;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.consent.HeldConsentsConfig;
import io.tokenkeep.kit.rule.ClientRuleTable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How many records of each kind this instance holds in memory. */
record TableLimits(
        int clients,
        int rules,
        int keys,
        int requests,
        int steps,
        int outcomes,
        int accounts,
        int reconnections,
        int actions,
        int events,
        int deletions,
        int heldConsents,
        int bulkAccounts,
        int bulkWindow) {

    static TableLimits from(Settings settings) {
        return new TableLimits(
                settings.integer("clients.limit"),
                ClientRuleTable.limit(settings),
                settings.integer("api.keys.limit"),
                settings.integer("idempotency.keys.limit"),
                settings.integer("link.steps.limit"),
                settings.integer("link.outcomes.limit"),
                settings.integer("accounts.limit"),
                settings.integer("reconnections.limit"),
                settings.integer("actions.limit"),
                settings.integer("events.limit"),
                settings.integer("deletions.limit"),
                HeldConsentsConfig.limit(settings),
                settings.integer("bulk.accounts.limit"),
                settings.integer("bulk.window"));
    }

    static ConfigDef define(ConfigDef definition) {
        return HeldConsentsConfig.define(ClientRuleTable.define(definition))
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
                                + " Beyond, the oldest are forgotten, and health fails.")
                .define(
                        "link.steps.limit",
                        Type.INT,
                        400_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many steps with connect links are held: one for each link that was opened, and one for each browser and"
                                + " app; about 400 bytes of heap each. Beyond, the oldest are not shown, and health fails.")
                .define(
                        "link.outcomes.limit",
                        Type.INT,
                        50_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many outcomes of consents by connect links are held, of the last 7 days; about 2 kB of heap each."
                                + " Beyond, the oldest are not shown, and health fails.")
                .define(
                        "accounts.limit",
                        Type.INT,
                        200_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many accounts are listed, in an index of some hundred bytes each, and the key of each in the heap; and of how many"
                                + " connected persons the name is held, about 200 bytes of heap each, so that the deletion of a person's"
                                + " data reaches connect links that name the person by the handle. Beyond, further accounts are not"
                                + " listed, the deletion reaches links by their account's id alone, and health fails.")
                .define(
                        "reconnections.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many accounts that need a person are held; about 600 bytes of heap each. Beyond, further ones are not"
                                + " listed and have no reconnect link, and health fails.")
                .define(
                        "actions.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many actions on single accounts, and their results, are held, of the last 7 days; about 400 bytes of heap each."
                                + " Beyond, the oldest are forgotten, so a question after their result gets 404, and health fails.")
                .define(
                        "events.limit",
                        Type.INT,
                        1_000_000,
                        Range.between(1, 100_000_000),
                        Importance.LOW,
                        "How many events of accounts are held for their histories, in an index of about 150 bytes each. Beyond, the oldest of"
                                + " all accounts leave, and answers say since when a history is complete.")
                .define(
                        "deletions.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many data deletions are held for reports; about 300 bytes of heap each. Beyond, the oldest are forgotten,"
                                + " so their lists are carried out once more if they are sent again, and health fails.")
                .define(
                        "bulk.accounts.limit",
                        Type.INT,
                        2_000_000,
                        Range.between(1, 20_000_000),
                        Importance.LOW,
                        "How many accounts the bulk actions of the last 30 days may have in all when a further one is made; about 50"
                                + " bytes of heap each. One that nobody started counts for an hour. Beyond, a further one is refused"
                                + " with 507.")
                .define(
                        "bulk.window",
                        Type.INT,
                        500,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "How many commands of bulk actions may wait for their answer, for each app. So many are still carried out after"
                                + " a bulk action was cancelled. The same at every instance.");
    }
}
