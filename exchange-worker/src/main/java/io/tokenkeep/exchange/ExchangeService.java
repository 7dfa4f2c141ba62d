package io.tokenkeep.exchange;

import io.tokenkeep.exchange.ExchangeConfig.WorkerTimes;
import io.tokenkeep.exchange.code.CodeLane;
import io.tokenkeep.exchange.command.CommandLane;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppsComponent;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.Clients;
import io.tokenkeep.exchange.kafka.ClockComponent;
import io.tokenkeep.exchange.kafka.LaneLoop;
import io.tokenkeep.exchange.kafka.LaneTiming;
import io.tokenkeep.exchange.kafka.OwnedPartitions;
import io.tokenkeep.exchange.kafka.ProgressLimits;
import io.tokenkeep.exchange.kafka.ProgressReader;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.lane.LaneResources;
import io.tokenkeep.exchange.lane.RunningLane;
import io.tokenkeep.exchange.provider.Providers;
import io.tokenkeep.exchange.rate.AppRates;
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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs exchange-worker without its management listener. It has two lanes, each with its own consumer, event loop,
 * producer and connection pool, so neither lane waits for the other. Starting blocks until the topics are checked.
 */
public final class ExchangeService implements Running {

    private static final Logger log = LoggerFactory.getLogger(ExchangeService.class);

    private static final String CODES_GROUP = "tokenkeep-exchange-codes";
    private static final String COMMANDS_GROUP = "tokenkeep-exchange-commands";
    private static final List<String> READ = List.of(Topics.AUTHORIZATION_CODES.name(), Topics.REFRESH_COMMANDS.name());
    private static final List<String> WRITTEN = List.of(
            Topics.AUTHORIZATION_PROGRESS.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.TOKENS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.APP_STATUS.name(),
            Topics.DEAD_LETTERS_NAME);
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    /** One missed delivery time-out may be one lost answer. After three, records do not get through. */
    private static final int DELIVERIES = 3;

    private final ExchangeConfig config;
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

    private ExchangeService(
            ExchangeConfig config, Providers providers, Vertx vertx, Metrics metrics, InstantSource machine) {
        this.config = config;
        this.metrics = metrics;
        this.clock = new BrokerClock(machine, System::nanoTime);
        this.failures = ReadFailures.of("exchange-worker");
        Clients.Times times =
                new Clients.Times(config.times().session(), config.times().delivery());
        this.clients = new Clients(config.kafka(), config.topics().names(), times, failures);
        this.rates = new AppRates(config.apps(), System::nanoTime);
        this.cooldowns =
                new AppCooldowns(clock, new CooldownTimes(config.times().longestRetry(), longestExchange()));
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
                closer,
                this::mistake);
    }

    /**
     * Starts the service. Blocks until the topics are checked. Throws if the topics do not fit or Kafka does not
     * answer; then nothing is left open.
     */
    public static ExchangeService start(ExchangeConfig config, Providers providers, Vertx vertx, Metrics metrics)
            throws Exception {
        return start(config, providers, vertx, metrics, InstantSource.system());
    }

    /** @param machine this machine's clock */
    static ExchangeService start(
            ExchangeConfig config, Providers providers, Vertx vertx, Metrics metrics, InstantSource machine)
            throws Exception {
        ExchangeService service = new ExchangeService(config, providers, vertx, metrics, machine);
        try {
            service.failures.logLast();
            service.warnOfShortTimes();
            service.checkTopics();
            AppMeters.bind(service.appNames(), service.rates, service.cooldowns, metrics.registry());
            service.startCodes();
            service.startCommands();
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
            provisioner.ensure(
                    Stream.concat(READ.stream(), WRITTEN.stream()).toList(),
                    config.topics().create());
        }
    }

    private void startCodes() throws Exception {
        LaneParts parts = resources.open("codes", config.codes(), rates.codes(), WRITTEN);
        ProgressReader.Source progress =
                new ProgressReader.Source(clients.reader(), config.topics().names());
        Duration secondLook = longestExchange().plus(config.times().delivery());
        CodeLane codes = CodeLane.create(
                parts,
                config.codes(),
                new CodeLane.Keys(config.codesKeys(), config.tokensKeys(), keys),
                progress,
                config.times().codeLifetime(),
                secondLook,
                memory(secondLook),
                metrics.registry());
        remembered.add(codes.remembered());
        Consumer<byte[], byte[]> consumer = clients.member(CODES_GROUP, "read_uncommitted");
        metrics.bind(consumer);
        LaneLoop loop =
                new LaneLoop(consumer, onCluster(Topics.AUTHORIZATION_CODES), codes, timing(), System::nanoTime);
        parts.context().runOnContext(n -> codes.proveProgress());
        run("codes", loop, codes.jobs(), parts);
    }

    /** A record that one worker has read reaches another one after the session time-out, or after the drain. */
    private ProgressLimits memory(Duration secondLook) {
        WorkerTimes times = config.times();
        return ProgressLimits.of(
                config.rememberedCodes(),
                times.codeLifetime(),
                times.stateLifetime(),
                times.session().plus(times.drain()).plus(secondLook));
    }

    private void startCommands() throws Exception {
        LaneParts parts = resources.open("commands", config.commands(), rates.commands(), WRITTEN);
        Lane jobs = CommandLane.create(parts, config.commands(), config.tokensKeys(), keys, metrics.registry());
        // Commands are written in transactions. A command of an aborted transaction must not be executed.
        Consumer<byte[], byte[]> consumer = clients.member(COMMANDS_GROUP, "read_committed");
        metrics.bind(consumer);
        OwnedPartitions owned = new OwnedPartitions(jobs);
        int partitions =
                consumer.partitionsFor(onCluster(Topics.REFRESH_COMMANDS)).size();
        new AppStatusPublisher(parts, rates, owned, partitions).start();
        LaneLoop loop = new LaneLoop(consumer, onCluster(Topics.REFRESH_COMMANDS), owned, timing(), System::nanoTime);
        run("commands", loop, jobs, parts);
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

    /** The longest exchange makes one call for each configured secret. */
    private Duration longestExchange() {
        int secrets = config.apps().all().stream()
                .mapToInt(app -> app.clientSecrets().size())
                .max()
                .orElse(1);
        return config.provider().call().multipliedBy(secrets);
    }

    /** If one exchange can outlive these times, two workers may present one code. */
    private void warnOfShortTimes() {
        Duration longest = longestExchange();
        if (longest.compareTo(config.times().drain()) > 0
                || longest.multipliedBy(2).compareTo(config.times().session()) > 0) {
            log.atWarn()
                    .addKeyValue("longestExchange", longest)
                    .log(
                            "drain.timeout should be longer than provider.timeout times the number of an app's secrets, and"
                                    + " session.timeout twice as long: otherwise a code may be presented twice after a rebalance");
        }
    }

    private LaneTiming timing() {
        return new LaneTiming(config.times().session(), config.times().drain());
    }
}
