package io.tokenkeep.refresh;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.refresh.policy.ProviderFeatures;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.stream.AbortedTransactions;
import io.tokenkeep.refresh.stream.EndOffsetsGate;
import io.tokenkeep.refresh.stream.GapReader;
import io.tokenkeep.refresh.stream.RefreshMetrics;
import io.tokenkeep.refresh.stream.RefreshTopology;
import io.tokenkeep.refresh.stream.RocksMemory;
import io.tokenkeep.refresh.stream.StateStores;
import io.tokenkeep.refresh.stream.TaskParts;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Runs refresh-worker without its management listener: checks topics, opens stores, starts stream threads. Any thread may close
 * it.
 */
public final class RefreshService implements Running {

    /** All topics that are read or written. Each must fit before the first record. */
    private static final List<String> TOPICS = List.of(
            Topics.TOKENS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.REFRESH_WORKER_LINKS.name(),
            Topics.DATA_DELETIONS.name(),
            Topics.REFRESH_COMMANDS.name(),
            Topics.ACCOUNT_STATUS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.LOST_PAGES.name(),
            Topics.APP_STATUS.name(),
            Topics.DEAD_LETTERS_NAME);

    private static final Duration PROVISION_LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration STREAMS_STEP = Duration.ofSeconds(60);
    private static final Duration RULES_FAILED = Duration.ofHours(1);
    private static final long MEGABYTE = 1L << 20;

    private final Closer closer;
    private final KafkaStreams streams;
    private final StreamsFailures failures;
    private final RefreshMetrics metrics;
    private final TaskStandstill standstill;

    private RefreshService(
            Closer closer,
            KafkaStreams streams,
            StreamsFailures failures,
            RefreshMetrics metrics,
            TaskStandstill standstill) {
        this.standstill = standstill;
        this.metrics = metrics;
        this.closer = closer;
        this.streams = streams;
        this.failures = failures;
    }

    /**
     * Starts the service. Blocks until the topics are checked; the stream threads then start by themselves. Throws if the
     * topics do not fit or Kafka does not answer; then nothing is left open.
     */
    public static RefreshService start(RefreshConfig config, ProviderFeatures features, MeterRegistry registry) {
        return start(config, features, registry, InstantSource.system());
    }

    static RefreshService start(
            RefreshConfig config, ProviderFeatures features, MeterRegistry registry, InstantSource clock) {
        Closer closer = new Closer();
        try {
            ReadFailures failedReads = ReadFailures.of("refresh-worker");
            failedReads.logLast();
            Admin admin = closer.add("admin", STEP, Admin.create(config.kafka().admin(Map.of())));
            checkTopics(config, admin, clock);
            OffsetsRetention.check(admin);
            Map<String, Object> consumer = config.kafka().consumer(GapReader.settings());
            GapReader gaps = closer.add("start-gate", STEP, new GapReader(consumer, failedReads, clock));
            RocksMemory memory = closer.add("state-memory", STEP, memory(config));
            RefreshMetrics metrics = new RefreshMetrics(registry, clock);
            AbortedTransactions aborted = new AbortedTransactions();
            TaskParts parts = new TaskParts(
                    new RefreshPolicy(config.policy(), features),
                    config.budget(),
                    new EndOffsetsGate(admin, gaps, config.topics().names(), clock),
                    aborted,
                    metrics,
                    System::nanoTime,
                    config.topics().layout().partitions(),
                    config.topics().names());
            KafkaStreams streams = new KafkaStreams(
                    RefreshTopology.of(parts),
                    StreamsSettings.of(config, memory),
                    new StreamsClients(failedReads, aborted));
            closer.addStep("streams", STREAMS_STEP, () -> streams.close(closing(config)));
            CountDownLatch closed = new CountDownLatch(1);
            closer.addStep("pauses", STEP, closed::countDown);
            StreamsFailures failures =
                    new StreamsFailures(clock, () -> StreamThreads.hasCommitted(streams), time -> pause(closed, time));
            streams.setUncaughtExceptionHandler(failures);
            KafkaStreamsMetrics meters = closer.add("meters", STEP, new KafkaStreamsMetrics(streams));
            meters.bindTo(registry);
            streams.start();
            return new RefreshService(closer, streams, failures, metrics, new TaskStandstill(clock));
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /** The components of the service's health. */
    @Override
    public List<Component> components() {
        return List.of(
                Component.of("refresh-streams", this::check),
                Component.of("apps", this::apps),
                Component.of("records", this::records));
    }

    /** Whether the stores are restored and records are read. Any thread. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public CompletionStage<Exit> ended() {
        return failures.ended();
    }

    @Override
    public void close(Duration limit) {
        closer.close(limit);
    }

    private CheckResult apps() {
        Set<String> open = metrics.openApps();
        return open.isEmpty()
                ? CheckResult.ok()
                : CheckResult.failed(
                        "circuit breaker open: too many persons are refused at once, so no account is declared dead; look"
                                + " for an incident at the provider or a change of the app: " + open);
    }

    private CheckResult records() {
        if (metrics.updateFailedWithin(RULES_FAILED)) {
            return CheckResult.failed("the rules failed on a record or an account; the log names it");
        }
        if (metrics.gaveUpWithin(RULES_FAILED)) {
            return CheckResult.failed(
                    "a task goes on without records that cannot be read, or with stores that do not belong together; the log names it");
        }
        int early = metrics.setAside();
        return early == 0
                ? CheckResult.ok()
                : CheckResult.failed(early + " records wait for the time of their rank: a clock is wrong");
    }

    private CheckResult check() {
        KafkaStreams.State state = streams.state();
        if (!state.isRunningOrRebalancing()) {
            return CheckResult.failed("streams are " + state);
        }
        if (StreamThreads.alive(streams) == 0) {
            return CheckResult.failed(
                    "no stream thread is alive; " + failures.failing().orElse("streams are " + state));
        }
        return failures.failing()
                .or(() -> standstill.problem(StreamThreads.owned(streams, RefreshTopology.INPUTS), metrics.acting()))
                .map(CheckResult::failed)
                .orElseGet(CheckResult::ok);
    }

    private static void pause(CountDownLatch closed, Duration time) throws InterruptedException {
        boolean ignored = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void checkTopics(RefreshConfig config, Admin admin, InstantSource clock) {
        new TopicProvisioner(admin, config.topics().layout(), config.kafka().bootstrapServers(), clock, PROVISION_LIMIT)
                .ensure(TOPICS, config.topics().create());
    }

    private static RocksMemory memory(RefreshConfig config) {
        int partitions = config.topics().layout().partitions();
        return new RocksMemory(config.instance().rocksMegabytes() * MEGABYTE, partitions, StateStores.USES);
    }

    private static CloseOptions closing(RefreshConfig config) {
        CloseOptions.GroupMembershipOperation membership = config.instance().leaveGroup()
                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
        return CloseOptions.groupMembershipOperation(membership).withTimeout(STREAMS_STEP);
    }
}
