package io.tokenkeep.refresh.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the tasks do, including what aborted transactions did. No label names an account. Thread-safe. */
public final class RefreshMetrics {

    private static final Logger log = LoggerFactory.getLogger(RefreshMetrics.class);
    private static final String PREFIX = "tokenkeep.refresh.";

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Timer ticks;
    private final Map<Integer, Instant> oldest = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> open = new ConcurrentHashMap<>();
    /** When each acting task ended its last audit, or began to act. */
    private final Map<Integer, Instant> audited = new ConcurrentHashMap<>();

    private final Map<Integer, Integer> setAside = new ConcurrentHashMap<>();
    private volatile Instant updateFailed = Instant.MIN;
    private volatile Instant gaveUp = Instant.MIN;
    /** By app and partition. */
    private final Map<String, Map<Integer, Long>> backlogs = new ConcurrentHashMap<>();

    public RefreshMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.ticks = Timer.builder(PREFIX + "tick")
                .description("How long a tick of one task took")
                .register(registry);
        Gauge.builder(PREFIX + "due.lag", this, RefreshMetrics::lagSeconds)
                .description(
                        "How long a due action has waited: to be scheduled, in the backlog, for its answer or for the end of a fault")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(PREFIX + "breakers.open", this, metrics -> metrics.openApps()
                        .size())
                .description(
                        "Apps whose circuit breaker is open, because too many of their persons are refused at once")
                .register(registry);
        List.of("plan", "due", "backlog").forEach(this::mended);
        Gauge.builder(PREFIX + "audit.age", this, RefreshMetrics::auditAgeSeconds)
                .description("Age of the last complete audit, of the task with the oldest one")
                .baseUnit("seconds")
                .register(registry);
        registry.counter(PREFIX + "audit.moved");
        registry.counter(PREFIX + "updates.failed");
        List.of(true, false).forEach(this::incomplete);
        Gauge.builder(PREFIX + "set.aside", this, RefreshMetrics::setAside)
                .description("Records that are set aside until the time of their rank")
                .register(registry);
        Gauge.builder(PREFIX + "tasks", oldest, Map::size)
                .description("Tasks that have read what was there and act")
                .register(registry);
    }

    void command(CommandKind kind) {
        count("commands", "kind", kind);
    }

    void event(EventKind kind) {
        count("events", "kind", kind);
    }

    void accountCommand(AccountCommandKind kind, boolean followed) {
        registry.counter(PREFIX + "account.commands", "kind", text(kind), "followed", Boolean.toString(followed))
                .increment();
    }

    void outcome(RefreshOutcome outcome, boolean awaited) {
        registry.counter(
                        PREFIX + "outcomes",
                        "kind",
                        text(outcome.getKind()),
                        "result",
                        text(outcome.getResult()),
                        "class",
                        text(outcome.getFailureClass()),
                        "awaited",
                        Boolean.toString(awaited))
                .increment();
    }

    void deadLetter(String topic) {
        registry.counter(PREFIX + "dead.letters", "topic", topic).increment();
    }

    void replayed(String topic) {
        registry.counter(PREFIX + "replayed", "topic", topic).increment();
    }

    /** The audit repaired an account. {@code missing}: what was missing. */
    void auditMended(String missing) {
        mended(missing).increment();
    }

    /** The time of an account changed because settings have changed. */
    void auditMoved() {
        registry.counter(PREFIX + "audit.moved").increment();
    }

    void audited(int partition, Instant now) {
        audited.put(partition, now);
    }

    /** Our rules failed on a record or an account, which is a mistake of ours. */
    void updateFailed(String account, AccountUpdateException failure) {
        registry.counter(PREFIX + "updates.failed").increment();
        updateFailed = clock.instant();
        log.atError()
                .setCause(failure.getCause())
                .addKeyValue("account", account)
                .addKeyValue("reason", failure.getMessage())
                .log("the rules failed: the account stays as it was");
    }

    /** Whether the rules failed within this time. Any thread. */
    public boolean updateFailedWithin(Duration time) {
        return updateFailed.isAfter(clock.instant().minus(time));
    }

    void tooLarge(String topic, String key) {
        registry.counter(PREFIX + "too.large", "topic", topic).increment();
        log.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("key", key)
                .log("a record is too large and was not written");
    }

    void setAside(int partition, int records) {
        Integer before = setAside.put(partition, records);
        if (records > 0 && (before == null || before == 0)) {
            log.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("records", records)
                    .log(
                            "records are set aside because their rank lies in the future: a broker's or a writer's clock is wrong");
        }
    }

    /** How many records wait for the time of their rank. Any thread. */
    public int setAside() {
        return setAside.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Some stores of a task came back older than the others. {@code again}: whether all stores are restored again. */
    void restoredIncompletely(boolean again) {
        if (!again) {
            gaveUp = clock.instant();
        }
        incomplete(again).increment();
    }

    /** Records that Streams skipped were read by the task, or are still to be read. */
    void skipped(StartGate.Reading reading, boolean again) {
        if (!again && reading == StartGate.Reading.UNREADABLE) {
            gaveUp = clock.instant();
        }
        registry.counter(PREFIX + "records.skipped", "reading", text(reading)).increment();
    }

    /** Whether a task went on without a record that cannot be read, or with stores that do not belong together. Any thread. */
    public boolean gaveUpWithin(Duration time) {
        return gaveUp.isAfter(clock.instant().minus(time));
    }

    private Counter incomplete(boolean again) {
        return Counter.builder(PREFIX + "state.incomplete")
                .description("Tasks of which some stores were restored older than the others")
                .tag("restored.again", Boolean.toString(again))
                .register(registry);
    }

    private Counter mended(String missing) {
        return Counter.builder(PREFIX + "audit.mended")
                .description("Accounts that would have been forgotten: a mistake of ours, always 0")
                .tag("missing", missing)
                .register(registry);
    }

    private double auditAgeSeconds() {
        long now = clock.millis();
        return audited.values().stream()
                        .mapToLong(at -> now - at.toEpochMilli())
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    /** {@code since}: the time of the oldest due action; later than now if nothing is late. */
    void ticked(int partition, Instant since, Duration took) {
        oldest.put(partition, since);
        audited.putIfAbsent(partition, clock.instant());
        ticks.record(took);
    }

    /** The size of each app's backlog in one partition. An app without an entry has no backlog. */
    void inBacklog(int partition, Map<String, Long> sizes) {
        sizes.keySet().forEach(this::showBacklog);
        backlogs.forEach((app, byPartition) -> byPartition.put(partition, sizes.getOrDefault(app, 0L)));
    }

    private void showBacklog(String app) {
        backlogs.computeIfAbsent(app, name -> {
            Map<Integer, Long> sizes = new ConcurrentHashMap<>();
            Gauge.builder(PREFIX + "backlog", sizes, RefreshMetrics::sum)
                    .description("Accounts that are due and wait for the rate limit of their app")
                    .tag("app", name)
                    .register(registry);
            return sizes;
        });
    }

    private static double sum(Map<Integer, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The apps whose circuit breaker is open, as far as the task of one partition knows. */
    void open(int partition, List<String> apps) {
        open.put(partition, apps);
    }

    /** The apps whose circuit breaker is open, as far as any task of this instance knows. Any thread. */
    public Set<String> openApps() {
        return open.values().stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many tasks have read what was there and act. Any thread. */
    public int acting() {
        return oldest.size();
    }

    void left(int partition) {
        open.remove(partition);
        backlogs.values().forEach(byPartition -> byPartition.remove(partition));
        oldest.remove(partition);
        audited.remove(partition);
        setAside.remove(partition);
    }

    double lagSeconds() {
        long now = clock.millis();
        return oldest.values().stream()
                        .mapToLong(Instant::toEpochMilli)
                        .map(since -> Math.max(0, now - since))
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    private void count(String name, String tag, Enum<?> value) {
        registry.counter(PREFIX + name, tag, text(value)).increment();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
