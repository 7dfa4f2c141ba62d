package io.tokenkeep.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.console.idempotency.ClaimStore;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.StoreMeters;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableShape;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What each instance holds of this service's own topics. */
record ConsoleTables(
        RecordTable<Client> clients,
        ClientRuleTable rules,
        RecordTable<ApiKey> keys,
        RecordTable<ConnectLink> links,
        LinkUses uses,
        ClaimStore claims) {

    /** A request may come again shortly before its day is over, and brokers' clocks differ. */
    private static final Duration CLAIMS_READ = ClaimStore.REMEMBERED.plus(Duration.ofHours(1));

    /** Longer than any instance is away, so that none sees the null before the deletion. */
    private static final Duration DELETED_KEPT = Duration.ofDays(30);

    static ConsoleTables of(TableLimits limits, int linkLimit, InstantSource clock, MeterRegistry registry) {
        ConsoleTables tables = new ConsoleTables(
                new RecordTable<>(
                        new TableShape<>(
                                Topics.CLIENTS,
                                Client::getClientId,
                                Client::getVersion,
                                Client::getDeleted,
                                ConsoleTables::forgottenFrom),
                        limits.clients()),
                new ClientRuleTable(limits.rules()),
                // The audit names keys, so a revoked one stays.
                new RecordTable<>(
                        new TableShape<>(
                                Topics.API_KEYS,
                                ApiKey::getKeyId,
                                ApiKey::getVersion,
                                key -> false,
                                key -> Optional.empty()),
                        limits.keys()),
                new RecordTable<>(LinkTable.shape(), linkLimit),
                new LinkUses(linkLimit),
                new ClaimStore(limits.requests(), clock));
        StoreMeters.register("console.clients", tables.clients, registry);
        StoreMeters.register("console.client.rules", tables.rules.table(), registry);
        StoreMeters.register("console.api.keys", tables.keys, registry);
        StoreMeters.register("console.connect.links", tables.links, registry);
        StoreMeters.register("console.connect.link.uses", tables.uses, registry);
        StoreMeters.register("console.idempotency.keys", tables.claims, registry);
        return tables;
    }

    private static Optional<Instant> forgottenFrom(Client client) {
        return client.getDeleted()
                ? Optional.of(client.getVersion().getChangedAt().plus(DELETED_KEPT))
                : Optional.empty();
    }

    List<RecordTable<?>> all() {
        return List.of(clients, rules.table(), keys, links);
    }

    List<Followed<?>> followed(TopicNames names) {
        return List.of(
                followed("clients", clients, names),
                rules.followed(names),
                followed("api-keys", keys, names),
                followed("connect-links", links, names),
                uses.followed(names),
                new Followed<>(
                        "idempotency-keys",
                        names.onCluster(Topics.IDEMPOTENCY_KEYS),
                        IdempotentRequest::getRequestKey,
                        claims,
                        CLAIMS_READ));
    }

    private static <V extends SpecificRecord> Followed<V> followed(
            String name, RecordTable<V> table, TopicNames names) {
        return new Followed<>(
                name, names.onCluster(table.shape().topic()), table.shape().key(), table, null);
    }
}
