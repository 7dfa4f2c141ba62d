package io.tokenkeep.console;

import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.account.AccountCommands;
import io.tokenkeep.console.account.AccountCsv;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.console.account.AccountOperations;
import io.tokenkeep.console.account.AccountPurge;
import io.tokenkeep.console.account.AccountSearch;
import io.tokenkeep.console.account.ActionOperations;
import io.tokenkeep.console.account.EventIndex;
import io.tokenkeep.console.account.HistoryOperations;
import io.tokenkeep.console.api.ApiRoutes;
import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.api.KeyCheck;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.PositionWait;
import io.tokenkeep.console.api.Problems;
import io.tokenkeep.console.app.AppOperations;
import io.tokenkeep.console.assign.AssignmentOperations;
import io.tokenkeep.console.assign.RuleOperations;
import io.tokenkeep.console.bulk.BulkOperations;
import io.tokenkeep.console.bulk.BulkRunner;
import io.tokenkeep.console.bulk.BulkWriter;
import io.tokenkeep.console.caller.ApiKeys;
import io.tokenkeep.console.client.ClientCsv;
import io.tokenkeep.console.client.ClientOperations;
import io.tokenkeep.console.confirm.ConfirmationOperations;
import io.tokenkeep.console.confirm.DecisionWriter;
import io.tokenkeep.console.deletion.DeletionOperations;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.erasure.ConsentEraser;
import io.tokenkeep.console.erasure.LinkErasure;
import io.tokenkeep.console.erasure.RuleErasure;
import io.tokenkeep.console.erasure.TableEraser;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.console.imports.ImportOperations;
import io.tokenkeep.console.key.KeyOperations;
import io.tokenkeep.console.link.LinkCsv;
import io.tokenkeep.console.link.LinkOperations;
import io.tokenkeep.console.link.ReconnectLinks;
import io.tokenkeep.console.link.RowLinks;
import io.tokenkeep.console.reconnect.ReconnectOperations;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.broker.BrokerConnection;
import io.tokenkeep.kit.follow.GroupMember;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.WebListener;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableWriter;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;

/**
 * The whole service without its management listener. It listens before Kafka answers, and says so in its answers. Any thread may
 * use it.
 */
public final class ConsoleService implements Running {

    private static final Duration LISTENER_LIMIT = Duration.ofSeconds(3);

    /** How long a request waits until this instance has read what was written, here or elsewhere. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);

    /** Its members divide the bulk actions among themselves. Before the installation's prefix. */
    private static final String BULK_GROUP = "tokenkeep-console-bulk";

    private final WebListener listener;
    private final BrokerConnection broker;
    private final GroupMember member;
    private final Closer closer = new Closer();

    private ConsoleService(WebListener listener, BrokerConnection broker, GroupMember member, Assembly assembly) {
        this.listener = listener;
        this.broker = broker;
        this.member = member;
        closer.add("accounts", LISTENER_LIMIT, assembly.tables.index());
        closer.add("events", LISTENER_LIMIT, assembly.tables.events());
        closer.add("kafka", assembly.config.publishing().timeout().plusSeconds(2), broker);
        assembly.timed.forEach(one -> closer.add("tables", LISTENER_LIMIT, one));
        closer.addStep("console-listener", LISTENER_LIMIT, () -> listener.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(LISTENER_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Starts listening. */
    public static Future<ConsoleService> start(ConsoleConfig config, ServiceEnvironment environment) {
        ConsoleTables tables = ConsoleTables.of(
                config.limits(),
                config.links().limit(),
                config.imports().limit(),
                indexes(config, environment.clock()),
                environment.clock(),
                environment.metrics().registry());
        GroupMember member = new GroupMember(
                "bulk-group",
                config.topics().names().onCluster(Topics.BULK_ACTIONS),
                config.topics().names().onCluster(BULK_GROUP));
        BrokerConnection broker = new BrokerConnection(
                environment.vertx(),
                config.broker(),
                tables.followed(config.topics().names()),
                List.of(member),
                environment.metrics(),
                environment.clock());
        Assembly assembly = new Assembly(config, environment, tables, broker, member);
        return ApiRoutes.contract(environment.vertx()).compose(contract -> {
            BrokenRequests broken =
                    new BrokenRequests("console", environment.metrics().registry(), environment.clock());
            ApiRoutes routes = assembly.routes(contract, broken);
            WebListener listener = new WebListener(environment.vertx(), config.listener(), Problems.refusals(), broken);
            return listener.listen(() -> routes.router(environment.vertx())).map(up -> {
                broker.start();
                return new ConsoleService(listener, broker, member, assembly);
            });
        });
    }

    /** Fails with {@link ConfigException} if their directory cannot be used. */
    private static ConsoleTables.Indexes indexes(ConsoleConfig config, InstantSource clock) {
        Optional<Path> directory = config.accounts().directory();
        try {
            return new ConsoleTables.Indexes(
                    AccountIndex.open(
                            config.limits().accounts(), ConsoleProviders.DEFAULT, directory, System::nanoTime),
                    EventIndex.open(config.limits().events(), directory, clock, System::nanoTime));
        } catch (IOException e) {
            throw new ConfigException(
                    "accounts.directory: the folders tokenkeep-accounts and tokenkeep-events in it cannot be written,"
                            + " or another process uses them (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Wires the parts between the tables and the routes. */
    private static final class Assembly {

        private final ConsoleConfig config;
        private final ServiceEnvironment environment;
        private final ConsoleTables tables;
        private final BrokerConnection broker;
        private final GroupMember member;
        private final AuditLog audit;
        private final Claims claims;
        /** What has timers. */
        private final List<AutoCloseable> timed = new ArrayList<>();

        Assembly(
                ConsoleConfig config,
                ServiceEnvironment environment,
                ConsoleTables tables,
                BrokerConnection broker,
                GroupMember member) {
            this.config = config;
            this.environment = environment;
            this.tables = tables;
            this.broker = broker;
            this.member = member;
            this.audit = new AuditLog(broker, environment.clock());
            this.claims = new Claims(
                    environment.vertx(),
                    tables.claims(),
                    broker,
                    READ_LIMIT,
                    environment.clock(),
                    environment.random());
        }

        ApiRoutes routes(OpenAPIContract contract, BrokenRequests broken) {
            TableEditor<Client> clients = editor(tables.clients());
            TableEditor<ApiKey> keys = editor(tables.keys());
            TableEditor<ConnectLink> linkEditor = editor(tables.links());
            TableEditor<ClientRule> ruleEditor = editor(tables.rules().table());
            DecisionWriter decisions =
                    new DecisionWriter(environment.vertx(), tables.decisions(), broker, audit, READ_LIMIT);
            erase(linkEditor, ruleEditor, decisions);
            Map<String, Operation> operations = new HashMap<>();
            operations.putAll(new ClientOperations(tables.clients(), clients, claims).all());
            operations.putAll(
                    new KeyOperations(config.adminKeys(), tables.keys(), keys, claims, environment.random()).all());
            Predicate<String> isClient = id -> clients.find(id).isPresent();
            operations.putAll(new RuleOperations(new RuleOperations.Parts(
                            tables.rules().table(),
                            ruleEditor,
                            claims,
                            config.links().apps(),
                            isClient,
                            broker,
                            environment.clock()))
                    .all());
            operations.putAll(
                    new AssignmentOperations(environment.vertx(), broker, audit, claims, isClient, environment.clock())
                            .all());
            LinkOperations.Parts links = new LinkOperations.Parts(
                    environment.vertx(),
                    tables.links(),
                    tables.history(),
                    linkEditor,
                    claims,
                    isClient,
                    environment.clock());
            LinkOperations linkOperations = new LinkOperations(links, config.links());
            operations.putAll(linkOperations.all());
            operations.putAll(new ReconnectOperations(
                            environment.vertx(),
                            tables.reconnections(),
                            new ReconnectLinks(linkOperations, links, config.links()),
                            claims)
                    .all());
            operations.putAll(accounts());
            timed.add(AccountPurge.of(environment.vertx(), tables.index()));
            timed.add(AccountPurge.of(environment.vertx(), tables.events()));
            operations.putAll(bulkOperations());
            operations.putAll(new LinkCsv(links, config.links(), new BodySchema(contract, "createLink")).all());
            operations.putAll(new ConfirmationOperations(new ConfirmationOperations.Parts(
                            tables.held(),
                            tables.decisions(),
                            decisions,
                            tables::isDeletedSince,
                            tables::deletionsRead,
                            environment.clock(),
                            environment.random()))
                    .all());
            operations.putAll(new DeletionOperations(new DeletionOperations.Parts(
                            environment.vertx(),
                            tables.deletionStates(),
                            config.links().keys(),
                            broker,
                            audit,
                            config.links().apps(),
                            environment.clock()))
                    .all());
            operations.putAll(new ImportOperations(new ImportOperations.Parts(
                            environment.vertx(),
                            config.imports(),
                            tables.imports(),
                            config.links().keys(),
                            config.links().apps(),
                            isClient,
                            new RowLinks(links, config.links()),
                            broker,
                            audit,
                            READ_LIMIT,
                            environment.clock()))
                    .all());
            ClientCsv.Parts csv = new ClientCsv.Parts(environment.vertx(), tables.clients(), clients, claims);
            operations.putAll(new ClientCsv(csv, new BodySchema(contract, "createClient")).all());
            ApiKeys callers = new ApiKeys(config.adminKeys(), tables.keys(), environment.clock());
            return new ApiRoutes(
                    contract,
                    config.listener().url(),
                    operations,
                    new KeyCheck(callers, config.api(), System::nanoTime),
                    new PositionWait(
                            environment.vertx(),
                            tables.all(),
                            List.of(
                                    tables.decisions().read(),
                                    tables.index().read(),
                                    tables.actions().read(),
                                    tables.bulks().read(),
                                    tables.imports().read()),
                            READ_LIMIT),
                    broken);
        }

        private Map<String, Operation> bulkOperations() {
            BulkWriter writer = new BulkWriter(
                    environment.vertx(),
                    tables.bulks(),
                    broker,
                    audit,
                    READ_LIMIT,
                    environment.clock(),
                    environment.random());
            timed.add(new BulkRunner(
                    environment.vertx(),
                    new BulkRunner.Parts(
                            tables.bulks(),
                            tables.bulkResults()::caughtUp,
                            member,
                            tables.index(),
                            writer,
                            broker,
                            config.limits().bulkWindow(),
                            environment.clock())));
            return new BulkOperations(new BulkOperations.Parts(
                            environment.vertx(),
                            tables.bulks(),
                            tables.bulkResults()::caughtUp,
                            tables.index(),
                            writer,
                            claims))
                    .all();
        }

        private Map<String, Operation> accounts() {
            AccountSearch search = new AccountSearch(environment.vertx(), tables.index());
            Map<String, Operation> operations = new HashMap<>(new AccountOperations(search, environment.clock()).all());
            operations.putAll(new AccountCsv(search).all());
            operations.putAll(new AppOperations(
                            tables.apps(), search, config.links().apps(), config.versionEnds(), environment.clock())
                    .all());
            operations.putAll(new HistoryOperations(search, tables.events()).all());
            operations.putAll(new ActionOperations(new ActionOperations.Parts(
                            environment.vertx(),
                            search,
                            tables.actions(),
                            new AccountCommands(broker, environment.clock()),
                            audit,
                            claims,
                            READ_LIMIT))
                    .all());
            return operations;
        }

        private void erase(TableEditor<ConnectLink> links, TableEditor<ClientRule> rules, DecisionWriter decisions) {
            LinkSignature signature = new LinkSignature(config.links().keys());
            timed.add(new TableEraser<>(
                    environment.vertx(),
                    new TableEraser.Parts<>(tables.links(), tables.accounts(), links, environment.clock()),
                    new LinkErasure(tables.accounts(), tables.history().uses(), signature::sign)));
            timed.add(new TableEraser<>(
                    environment.vertx(),
                    new TableEraser.Parts<>(tables.rules().table(), tables.accounts(), rules, environment.clock()),
                    new RuleErasure(tables.accounts())));
            timed.add(new ConsentEraser(
                    environment.vertx(),
                    new ConsentEraser.Parts(
                            tables.held(),
                            tables.decisions(),
                            tables::isDeletedSince,
                            tables::deletionsRead,
                            decisions,
                            environment.clock())));
        }

        private <V extends SpecificRecord> TableEditor<V> editor(RecordTable<V> table) {
            TableWriter<V> writer =
                    new TableWriter<>(environment.vertx(), table, broker, READ_LIMIT, environment.clock());
            timed.add(writer);
            return new TableEditor<>(table, writer, audit, environment.clock(), environment.random());
        }
    }

    /** The components of its health. */
    @Override
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(broker);
        components.addAll(broker.followers());
        components.add(member);
        components.add(Component.of("console-listener", listener::check));
        return components;
    }

    /** The port of the API and the pages, also if the settings leave the choice to the system. */
    public int port() {
        return listener.port();
    }

    @Override
    public CompletionStage<Exit> ended() {
        return broker.ended();
    }

    @Override
    public void close(Duration limit) {
        closer.close(limit);
    }
}
