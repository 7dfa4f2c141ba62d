package io.tokenkeep.exchange.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tokenkeep.exchange.kafka.LaneGauges;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The gauges of a lane. Labels are the lane and the configured apps, so their number does not grow. */
final class LaneMeters {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry registry;
    private final Tags tags;

    private LaneMeters(String lane, MeterRegistry registry) {
        this.registry = registry;
        this.tags = Tags.of("lane", lane);
    }

    static void bind(
            String name,
            LaneGauges gauges,
            Lane jobs,
            Unacknowledged unacknowledged,
            Set<String> apps,
            LongSupplier nanoTime,
            MeterRegistry registry) {
        LaneMeters meters = new LaneMeters(name, registry);
        meters.gauge("in.flight", "Records that were read and are not finished", gauges, LaneGauges::inFlight);
        meters.gauge(
                "ledger.gap",
                "Largest number of offsets of a partition between the committed one and the last one read",
                gauges,
                LaneGauges::gap);
        meters.gauge("failed.commits", "Commits that the group did not accept", gauges, LaneGauges::failedCommits);
        meters.gauge(
                "commit.lag.seconds",
                "How long something finished has not been committed",
                gauges,
                g -> g.commitLag(nanoTime.getAsLong()) / NANOS);
        LaneCounts counts = jobs.counts();
        meters.gauge("waiting", "Records that wait for a later attempt", counts, LaneCounts::waiting);
        meters.gauge(
                "backlog",
                "Records that delay no others: waiting, behind their key, or over their app's share",
                counts,
                LaneCounts::backlog);
        meters.gauge("permits.limit", "Present maximum of jobs at work at a time", counts, LaneCounts::limit);
        meters.gauge(
                "queue.age.seconds",
                "How long the longest ready job has been in the queue",
                counts,
                c -> c.oldestReady(nanoTime.getAsLong()) / NANOS);
        meters.gauge(
                "unacknowledged.seconds",
                "How long the oldest published record has not been acknowledged",
                unacknowledged,
                u -> u.oldest().map(oldest -> oldest.age().toNanos() / NANOS).orElse(0.0));
        apps.forEach(app -> Gauge.builder("tokenkeep.exchange.permits", jobs, lane -> lane.permits(app))
                .description("Jobs at work, by app")
                .tags(meters.tags.and("app", app))
                .register(registry));
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder("tokenkeep.exchange." + name, of, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
