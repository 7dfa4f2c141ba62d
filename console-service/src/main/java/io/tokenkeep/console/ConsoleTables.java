package io.tokenkeep.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.console.account.AccountTopics;
import io.tokenkeep.console.account.AskedActions;
import io.tokenkeep.console.account.EventIndex;
import io.tokenkeep.console.app.AppStates;
import io.tokenkeep.console.bulk.BulkActions;
import io.tokenkeep.console.bulk.BulkResults;
import io.tokenkeep.console.confirm.ConsentDecisions;
import io.tokenkeep.console.confirm.HeldConsents;
import io.tokenkeep.console.erasure.DeletedAccounts;
import io.tokenkeep.console.erasure.DeletionRequests;
import io.tokenkeep.console.idempotency.ClaimStore;
import io.tokenkeep.console.imports.ImportResults;
import io.tokenkeep.console.link.LinkHistory;
import io.tokenkeep.console.link.LinkOutcomes;
import io.tokenkeep.console.link.LinkSteps;
import io.tokenkeep.console.reconnect.Reconnections;
import io.tokenkeep.kit.deletion.DeletionFold;
import io.tokenkeep.kit.follow.FoldedStore;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What each instance holds of this service's own topics, of what others write about connect links, of {@code account-status} (an index of
 * all accounts, their names, and which of them need a person), the imports with their results, and the deletions that people asked for,
 * and what became of them.
 */
record ConsoleTables(
        RecordTable<Client> clients,
        ClientRuleTable rules,
        RecordTable<ApiKey> keys,
        RecordTable<ConnectLink> links,
        LinkHistory history,
        ClaimStore claims,
        HeldConsents held,
        ConsentDecisions decisions,
        DeletedAccounts accounts,
        DeletionRequests deletions,
        FoldedStore<DataDeletion> deletionStates,
        Reconnections reconnections,
        ImportResults imports,
        AccountIndex index,
        AskedActions actions,
        EventIndex events,
        AppStates apps,
        BulkActions bulks,
        BulkResults bulkResults) {

    /** A request may come again shortly before its day is over, and brokers' clocks differ. */
    private static final Duration CLAIMS_READ = ClaimStore.REMEMBERED.plus(Duration.ofHours(1));

    /** Longer than any instance is away, so that none sees the null before the deletion. */
    private static final Duration DELETED_KEPT = Duration.ofDays(30);

    /** Empty, of this instance alone. */
    record Indexes(AccountIndex accounts, EventIndex events) {}

    static ConsoleTables of(
            TableLimits limits,
            int linkLimit,
            int importLimit,
            Indexes indexes,
            InstantSource clock,
            MeterRegistry registry) {
        DeletedAccounts accounts = new DeletedAccounts(limits.accounts());
        DeletionRequests deletions = new DeletionRequests();
        BulkActions bulks = new BulkActions(limits.bulkAccounts(), clock);
        HeldConsents held = new HeldConsents(limits.heldConsents(), clock);
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
                new LinkHistory(
                        new LinkUses(linkLimit),
                        new LinkSteps(limits.steps()),
                        new LinkOutcomes(limits.outcomes(), accounts::containsKey, clock)),
                new ClaimStore(limits.requests(), clock),
                held,
                new ConsentDecisions(limits.heldConsents(), held::holds, clock),
                accounts,
                deletions,
                new FoldedStore<>(limits.deletions(), DeletionFold::fold),
                new Reconnections(limits.reconnections()),
                new ImportResults(
                        importLimit,
                        (key, since) -> accounts.containsKey(key, since) || deletions.containsKey(key, since),
                        clock),
                indexes.accounts(),
                new AskedActions(limits.actions(), clock),
                indexes.events(),
                new AppStates(),
                bulks,
                new BulkResults(bulks));
        StoreMeters.register("console.clients", tables.clients, registry);
        StoreMeters.register("console.client.rules", tables.rules.table(), registry);
        StoreMeters.register("console.api.keys", tables.keys, registry);
        StoreMeters.register("console.connect.links", tables.links, registry);
        StoreMeters.register("console.connect.link.uses", tables.history.uses(), registry);
        StoreMeters.register("console.connect.link.steps", tables.history.steps(), registry);
        StoreMeters.register("console.link.outcomes", tables.history.outcomes(), registry);
        StoreMeters.register("console.idempotency.keys", tables.claims, registry);
        StoreMeters.register("console.held.consents", tables.held, registry);
        StoreMeters.register("console.consent.decisions", tables.decisions, registry);
        StoreMeters.register("console.accounts", tables.accounts, registry);
        StoreMeters.register("console.deletion.requests", tables.deletions, registry);
        StoreMeters.register("console.deletions", tables.deletionStates, registry);
        StoreMeters.register("console.reconnections", tables.reconnections, registry);
        StoreMeters.register("console.imports", tables.imports.records(), registry);
        StoreMeters.register("console.account.index", tables.index, registry);
        StoreMeters.register("console.bulk.accounts", tables.bulks, registry);
        StoreMeters.register("console.app.states", tables.apps, registry);
        StoreMeters.register("console.account.events", tables.events, registry);
        StoreMeters.register("console.actions", tables.actions, registry);
        return tables;
    }

    private static Optional<Instant> forgottenFrom(Client client) {
        return client.getDeleted()
                ? Optional.of(client.getVersion().getChangedAt().plus(DELETED_KEPT))
                : Optional.empty();
    }

    /** Whether the data of the account with this key was deleted at that time or later, or somebody asked for it. */
    boolean isDeletedSince(String key, Instant since) {
        return accounts.containsKey(key, since) || deletions.containsKey(key, since);
    }

    boolean deletionsRead() {
        return accounts.caughtUp() && deletions.caughtUp();
    }

    List<RecordTable<?>> all() {
        return List.of(clients, rules.table(), keys, links);
    }

    List<Followed<?>> followed(TopicNames names) {
        List<Followed<?>> all = new ArrayList<>(imports.followed(names));
        all.addAll(List.of(
                followed("clients", clients, names),
                rules.followed(names),
                followed("api-keys", keys, names),
                followed("connect-links", links, names),
                history.uses().followed(names),
                history.steps().followed(names),
                history.outcomes().followed(names),
                new Followed<>(
                        "idempotency-keys",
                        names.onCluster(Topics.IDEMPOTENCY_KEYS),
                        IdempotentRequest::getRequestKey,
                        claims,
                        CLAIMS_READ),
                held.followed(names),
                decisions.followed(names),
                AccountTopics.commands(names, List.of(deletions, actions)),
                AccountTopics.events(names, List.of(actions.ends(), events, bulkResults, imports.events())),
                new Followed<>(
                        "deletions",
                        names.onCluster(Topics.DATA_DELETIONS),
                        DataDeletion::getConfirmationCode,
                        deletionStates,
                        null),
                apps.followed(names),
                AccountTopics.statuses(names, List.of(accounts, reconnections, index)),
                bulks.followed(names)));
        return all;
    }

    private static <V extends SpecificRecord> Followed<V> followed(
            String name, RecordTable<V> table, TopicNames names) {
        return new Followed<>(
                name, names.onCluster(table.shape().topic()), table.shape().key(), table, null);
    }
}
