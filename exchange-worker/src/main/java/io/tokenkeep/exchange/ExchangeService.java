package io.tokenkeep.exchange;

import io.tokenkeep.exchange.code.CodeLane;
import io.tokenkeep.exchange.command.CommandLane;
import io.tokenkeep.exchange.confirm.ConfirmationLane;
import io.tokenkeep.exchange.confirm.HeldConsents;
import io.tokenkeep.exchange.confirm.WaitingAccounts;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.ConsentKeys;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppsComponent;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.imports.ImportLane;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.Clients;
import io.tokenkeep.exchange.kafka.ClockComponent;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.LaneLoop;
import io.tokenkeep.exchange.kafka.OwnedPartitions;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.lane.LaneResources;
import io.tokenkeep.exchange.lane.RunningLane;
import io.tokenkeep.exchange.provider.ProviderFactories;
import io.tokenkeep.exchange.rate.AppRates;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.exchange.secret.RefreshSecrets;
import io.tokenkeep.exchange.secret.RefreshSecretsComponent;
import io.tokenkeep.exchange.status.AppMeters;
import io.tokenkeep.exchange.status.AppStatusPublisher;
import io.tokenkeep.exchange.status.KeysComponent;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs exchange-worker without its management listener. It has two lanes, a third one where console-service is, and a fourth where tokens are imported, each with its
 * own consumer, event loop, producer and connection pool, so no lane waits for another. Starting blocks until the topics are checked.
 */
public final class ExchangeService implements Running {

    private static final Logger log = LoggerFactory.getLogger(ExchangeService.class);

    private static final String CODES_GROUP = "tokenkeep-exchange-codes";
    private static final String CONFIRMATIONS_GROUP = "tokenkeep-exchange-confirmations";
    private static final String IMPORTS_GROUP = "tokenkeep-exchange-imports";
    private static final String COMMANDS_GROUP = "tokenkeep-exchange-commands";
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    /** One missed delivery time-out may be one lost answer. After three, records do not get through. */
    private static final int DELIVERIES = 3;

    private final ExchangeConfig config;
    private final ExchangeTimes times;
    private final Metrics metrics;
    private final BrokerClock clock;
    private final ReadFailures failures;
    private final Clients clients;
    private final AppCooldowns cooldowns;
    private final AppRates rates;
    private final KeysComponent keys = new KeysComponent(System::nanoTime);
    private final Closer closer = new Closer();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private final LaneResources resources;
    private final List<RunningLane> lanes = new ArrayList<>();
    private final List<Component> remembered = new ArrayList<>();
    private final List<Component> followed = new ArrayList<>();
    private final ConnectLinks links;
    private final ClientRuleTable rules;
    private final WaitingAccounts waiting;
    private final ExchangeTopics topics;
    private final @Nullable RefreshSecretRecords refreshTokens;

    private ExchangeService(
            ExchangeConfig config, ProviderFactories providers, Vertx vertx, Metrics metrics, InstantSource machine) {
        this.config = config;
        this.metrics = metrics;
        this.clock = new BrokerClock(machine, System::nanoTime);
        this.failures = ReadFailures.of("exchange-worker");
        this.times = new ExchangeTimes(config);
        this.clients = new Clients(
                config.kafka(),
                config.topics().names(),
                new Clients.Times(config.times().session(), config.times().delivery()),
                failures);
        this.rates = new AppRates(config.apps(), System::nanoTime);
        KeySet own = config.refreshSecrets().keys();
        this.refreshTokens = own == null ? null : new RefreshSecretRecords(own, keys.of(RefreshSecretsConfig.KEYS));
        this.links = ConnectLinks.of(config.links(), clock);
        this.rules = new ClientRuleTable(config.clientRuleLimit());
        this.waiting = new WaitingAccounts(config.heldConsentLimit());
        this.topics = new ExchangeTopics(
                own != null, links.table().isUsed(), config.imports().keys() != null);
        this.cooldowns =
                new AppCooldowns(clock, new CooldownTimes(config.times().longestRetry(), times.longestExchange()));
        this.resources = new LaneResources(
                config.apps(),
                providers,
                new LaneResources.Times(
                        config.provider().connect(),
                        config.provider().call(),
                        config.times().delivery()),
                new Backoff(config.times().firstRetry(), config.times().longestRetry(), new SecureRandom()),
                vertx,
                metrics,
                clients,
                clock,
                rates,
                cooldowns,
                new ClientChoice(links.table().isUsed() ? rules : null, clock),
                closer,
                this::mistake);
    }

    /**
     * Starts the service. Blocks until the topics are checked. Throws if the topics do not fit or Kafka does not
     * answer; then nothing is left open.
     */
    public static ExchangeService start(
            ExchangeConfig config, ProviderFactories providers, Vertx vertx, Metrics metrics) throws Exception {
        return start(config, providers, vertx, metrics, InstantSource.system());
    }

    /** @param machine this machine's clock */
    static ExchangeService start(
            ExchangeConfig config, ProviderFactories providers, Vertx vertx, Metrics metrics, InstantSource machine)
            throws Exception {
        ExchangeService service = new ExchangeService(config, providers, vertx, metrics, machine);
        try {
            service.failures.logLast();
            service.times.warnIfShort();
            service.checkTopics();
            AppMeters.bind(service.appNames(), service.rates, service.cooldowns, metrics.registry());
            service.followConsole();
            service.startCodes();
            service.startCommands();
            service.startConfirmations();
            service.startImports();
            return service;
        } catch (Exception e) {
            service.closer.close();
            throw e;
        }
    }

    /** The components of the service's health. */
    @Override
    public List<Component> components() {
        List<Component> components = new ArrayList<>(lanes);
        components.addAll(remembered);
        components.addAll(followed);
        components.add(new AppsComponent(appNames(), cooldowns));
        components.add(keys);
        components.add(new ClockComponent(clock));
        return components;
    }

    /** Completes when a failure has ended a lane. */
    @Override
    public CompletionStage<Exit> ended() {
        return ended;
    }

    /** Finishes work in flight, commits and leaves the groups. */
    @Override
    public void close(Duration limit) {
        lanes.forEach(RunningLane::stop);
        closer.close(limit);
    }

    private void checkTopics() {
        try (Admin admin = clients.admin()) {
            TopicProvisioner provisioner = new TopicProvisioner(
                    admin, config.topics().layout(), config.kafka().bootstrapServers(), clock, TOPICS_LIMIT);
            provisioner.ensure(topics.all(), config.topics().create());
        }
    }

    private void followConsole() {
        if (!links.table().isUsed()) {
            return;
        }
        ConsoleFollowers followers = closer.add(
                "console-topics",
                ConsoleFollowers.CLOSING.multipliedBy(4),
                new ConsoleFollowers(
                        links, rules, waiting, clients, config.topics().names(), clock, metrics.registry()));
        followed.addAll(followers.components());
        followers.start(failure -> mistake("console-topics", failure));
    }

    private void startCodes() throws Exception {
        LaneParts parts = resources.open("codes", config.codes(), rates.codes(), topics.writtenByCodes());
        CodeLane codes = CodeLane.create(
                parts,
                config.codes(),
                config.codesKeys(),
                consentKeys(),
                reader(),
                links,
                times.codes(config.rememberedCodes()),
                metrics.registry());
        remembered.add(codes.remembered());
        Consumer<byte[], byte[]> consumer = clients.member(CODES_GROUP, "read_uncommitted");
        metrics.bind(consumer);
        LaneLoop loop =
                new LaneLoop(consumer, onCluster(Topics.AUTHORIZATION_CODES), codes, times.lane(), System::nanoTime);
        parts.context().runOnContext(n -> codes.proveProgress());
        run("codes", loop, codes.jobs(), parts);
    }

    private void startCommands() throws Exception {
        LaneParts parts = resources.open("commands", config.commands(), rates.commands(), topics.writtenByCommands());
        CommandLane commands = CommandLane.create(
                parts,
                config.commands(),
                new CommandLane.Keys(config.tokensKeys(), keys),
                refreshTokenStore(),
                metrics.registry());
        // Commands are written in transactions. A command of an aborted transaction must not be executed.
        Consumer<byte[], byte[]> consumer = clients.member(COMMANDS_GROUP, "read_committed");
        metrics.bind(consumer);
        OwnedPartitions owned = new OwnedPartitions(commands);
        int partitions =
                consumer.partitionsFor(onCluster(Topics.REFRESH_COMMANDS)).size();
        new AppStatusPublisher(parts, rates, owned, partitions).start();
        LaneLoop loop =
                new LaneLoop(consumer, onCluster(Topics.REFRESH_COMMANDS), owned, times.lane(), System::nanoTime);
        run("commands", loop, commands.jobs(), parts);
    }

    /** Only connect links of console-service ask for a confirmation. */
    private void startConfirmations() throws Exception {
        if (!links.table().isUsed()) {
            return;
        }
        LaneParts parts =
                resources.open("confirmations", config.codes(), rates.codes(), topics.writtenByConfirmations());
        HeldConsents held = new HeldConsents(config.heldConsentLimit());
        held.bind(metrics.registry());
        remembered.add(held);
        ConfirmationLane confirmations = ConfirmationLane.create(
                parts,
                config.codes(),
                consentKeys(),
                new ConfirmationLane.HeldStore(held, waiting, reader()),
                links,
                config.times().codeLifetime(),
                metrics.registry());
        Consumer<byte[], byte[]> consumer = clients.member(CONFIRMATIONS_GROUP, "read_uncommitted");
        metrics.bind(consumer);
        LaneLoop loop = new LaneLoop(
                consumer, onCluster(Topics.CONSENT_DECISIONS), confirmations, times.lane(), System::nanoTime);
        run("confirmations", loop, confirmations.jobs(), parts);
    }

    private void startImports() throws Exception {
        RecipientKeys own = config.imports().keys();
        if (own == null) {
            return;
        }
        LaneLimits limits = config.imports().limits();
        LaneParts parts = resources.open("imports", limits, rates.imports(), topics.writtenByImports());
        ImportLane imports = ImportLane.create(
                parts, limits, new ImportLane.Keys(own, config.tokensKeys(), keys.of(ImportsConfig.KEYS)));
        Consumer<byte[], byte[]> consumer = clients.member(IMPORTS_GROUP, "read_uncommitted");
        metrics.bind(consumer);
        LaneLoop loop =
                new LaneLoop(consumer, onCluster(Topics.TOKEN_IMPORTS), imports, times.lane(), System::nanoTime);
        run("imports", loop, imports.jobs(), parts);
    }

    private ConsentKeys consentKeys() {
        return new ConsentKeys(config.tokensKeys(), refreshTokens, keys);
    }

    private CommandLane.@Nullable RefreshTokenStore refreshTokenStore() {
        if (refreshTokens == null) {
            return null;
        }
        RefreshSecrets known = new RefreshSecrets(config.refreshSecrets().limit());
        remembered.add(new RefreshSecretsComponent(known));
        RefreshSecretsComponent.bind(known, metrics.registry());
        return new CommandLane.RefreshTokenStore(known, refreshTokens, reader(), times.secondLook());
    }

    private CompanionReader.Source reader() {
        return new CompanionReader.Source(clients.reader(), config.topics().names());
    }

    private void run(String name, LaneLoop loop, Lane jobs, LaneParts parts) {
        RunningLane lane = RunningLane.start(
                name, loop, jobs, parts, config.times().delivery().multipliedBy(DELIVERIES), metrics.registry());
        lanes.add(lane);
        closer.addStep("lane-" + name, config.times().drain().plus(STEP.multipliedBy(3)), () -> {
            lane.stop();
            lane.awaitEnd(config.times().drain().plus(STEP.multipliedBy(2)));
        });
        lane.onFailure(() -> ended.complete(Exit.FAILED));
    }

    private String onCluster(Topic<?> topic) {
        return config.topics().names().onCluster(topic.name());
    }

    private Set<String> appNames() {
        return config.apps().all().stream().map(AppConfig::name).collect(Collectors.toSet());
    }

    /** A job failed in a way that no job should. Its record stays unfinished, and the process ends. */
    private void mistake(String lane, Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        log.atError()
                .addKeyValue("lane", lane)
                .addKeyValue("failure", failure.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("a mistake of this program: the process ends");
        ended.complete(Exit.FAILED);
    }
}
