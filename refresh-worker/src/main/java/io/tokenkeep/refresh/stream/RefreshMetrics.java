package io.tokenkeep.refresh.stream;

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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what the tasks do. What an aborted transaction did counts too. No label names an account. Thread-safe.
 */
public final class RefreshMetrics {

    private static final String PREFIX = "tokenkeep.refresh.";

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Timer ticks;
    private final Map<Integer, Instant> earliest = new ConcurrentHashMap<>();

    public RefreshMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.ticks = Timer.builder(PREFIX + "tick")
                .description("How long a tick of one task took")
                .register(registry);
        Gauge.builder(PREFIX + "due.lag", this, RefreshMetrics::lagSeconds)
                .description("How late the latest due action of this instance is")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(PREFIX + "tasks", earliest, Map::size)
                .description("Tasks that have read what was there and act")
                .register(registry);
    }

    void command(CommandKind kind) {
        count("commands", "kind", kind);
    }

    void event(EventKind kind) {
        count("events", "kind", kind);
    }

    void wish(AccountCommandKind kind, boolean followed) {
        registry.counter(PREFIX + "wishes", "kind", text(kind), "followed", Boolean.toString(followed))
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

    void ticked(int partition, Instant nextDue, Duration took) {
        earliest.put(partition, nextDue);
        ticks.record(took);
    }

    void left(int partition) {
        earliest.remove(partition);
    }

    private double lagSeconds() {
        long now = clock.millis();
        return earliest.values().stream()
                        .mapToLong(Instant::toEpochMilli)
                        .map(due -> due >= now ? 0 : now - due)
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
