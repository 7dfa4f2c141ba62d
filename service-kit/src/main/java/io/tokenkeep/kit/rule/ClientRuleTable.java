package io.tokenkeep.kit.rule;

import io.tokenkeep.account.ClientRuleId;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableShape;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The client rules of console-service, in every service that follows them. Thread-safe. */
public final class ClientRuleTable {

    private static final String LIMIT = "client.rules.limit";

    /** Longer than any instance is away, so that none sees the null before the deletion. */
    private static final Duration DELETED_KEPT = Duration.ofDays(30);

    private final RecordTable<ClientRule> table;

    /** @param limit how many rules are held, deleted ones of the last 30 days included */
    public ClientRuleTable(int limit) {
        this.table = new RecordTable<>(
                new TableShape<>(
                        Topics.CLIENT_RULES,
                        ClientRule::getRuleId,
                        ClientRule::getVersion,
                        ClientRule::getDeleted,
                        ClientRuleTable::forgottenFrom),
                limit);
    }

    private static Optional<Instant> forgottenFrom(ClientRule rule) {
        return rule.getDeleted() ? Optional.of(rule.getVersion().getChangedAt().plus(DELETED_KEPT)) : Optional.empty();
    }

    public static int limit(Settings settings) {
        return settings.integer(LIMIT);
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                LIMIT,
                Type.INT,
                200_000,
                Range.between(1, 10_000_000),
                Importance.LOW,
                "How many client rules there may be, deleted ones of the last 30 days included; about 700 bytes of heap each. The"
                        + " same in exchange-worker and console-service.");
    }

    /** The topic to follow. */
    public Followed<ClientRule> followed(TopicNames names) {
        return new Followed<>("client-rules", names.onCluster(Topics.CLIENT_RULES), ClientRule::getRuleId, table, null);
    }

    public RecordTable<ClientRule> table() {
        return table;
    }

    /** The client of what is named so; empty if no rule names it. */
    public Optional<String> client(String app, ExpectedKind kind, String value) {
        return table.find(ClientRuleId.of(app, kind, value)).map(ClientRule::getClient);
    }
}
