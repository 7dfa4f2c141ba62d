package io.tokenkeep.refresh.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommandKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the metrics of a {@link World} say. */
final class WorldMeters {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RefreshMetrics metrics;

    WorldMeters(InstantSource clock) {
        metrics = new RefreshMetrics(registry, clock);
    }

    RefreshMetrics metrics() {
        return metrics;
    }

    /** How long the longest tick took. */
    Duration longestTick() {
        return Duration.ofNanos(
                Math.round(registry.get("tokenkeep.refresh.tick").timer().max(TimeUnit.NANOSECONDS)));
    }

    /** How late the task is. */
    Duration lag() {
        return Duration.ofMillis(Math.round(metrics.lagSeconds() * 1000));
    }

    Set<String> openApps() {
        return metrics.openApps();
    }

    /** The number of accounts that would have been forgotten. */
    long mended(String missing) {
        return Math.round(registry.get("tokenkeep.refresh.audit.mended")
                .tag("missing", missing)
                .counter()
                .count());
    }

    /** How long ago the last audit was complete. */
    Duration auditAge() {
        return Duration.ofMillis(
                Math.round(registry.get("tokenkeep.refresh.audit.age").gauge().value() * 1000));
    }

    /** How many account commands of this kind were followed, or not. */
    long accountCommands(AccountCommandKind kind, boolean followed) {
        return Math.round(registry
                .find("tokenkeep.refresh.account.commands")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .tag("followed", Boolean.toString(followed))
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum());
    }

    long setAside() {
        return metrics.setAside();
    }

    long updatesFailed() {
        return Math.round(
                registry.get("tokenkeep.refresh.updates.failed").counter().count());
    }

    /** The size of the backlog by its metric. */
    long inBacklog() {
        return Math.round(registry.find("tokenkeep.refresh.backlog").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum());
    }
}
