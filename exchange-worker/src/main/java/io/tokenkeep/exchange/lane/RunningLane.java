package io.tokenkeep.exchange.lane;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.kafka.LaneLoop;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A lane's poll loop on its thread, with its health and gauges. */
public final class RunningLane implements Component {

    private static final Duration SILENT = Duration.ofSeconds(30);
    private static final Duration UNCONFIRMED = Duration.ofMinutes(1);

    private final String name;
    private final LaneLoop loop;
    private final Lane jobs;
    private final Unacknowledged unacknowledged;
    private final Duration acknowledgedWithin;
    private final LongSupplier nanoTime = System::nanoTime;

    /** @param acknowledgedWithin a record that is not acknowledged within this time is more than one lost answer */
    private RunningLane(
            String name, LaneLoop loop, Lane jobs, Unacknowledged unacknowledged, Duration acknowledgedWithin) {
        this.name = name;
        this.loop = loop;
        this.jobs = jobs;
        this.unacknowledged = unacknowledged;
        this.acknowledgedWithin = acknowledgedWithin;
    }

    public static RunningLane start(
            String name,
            LaneLoop loop,
            Lane jobs,
            LaneParts parts,
            Duration acknowledgedWithin,
            MeterRegistry registry) {
        RunningLane lane = new RunningLane(name, loop, jobs, parts.unacknowledged(), acknowledgedWithin);
        LaneMeters.bind(
                name, loop.gauges(), jobs, parts.unacknowledged(), parts.apps().keySet(), lane.nanoTime, registry);
        new Thread(loop, "exchange-" + name).start();
        return lane;
    }

    /** Runs the action when a failure has ended the lane. */
    public void onFailure(Runnable action) {
        CompletableFuture<Void> unused = loop.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                action.run();
            }
        });
    }

    @Override
    public String name() {
        return "lane-" + name;
    }

    @Override
    public CheckResult check() {
        if (loop.ended().isDone()) {
            return CheckResult.failed("the lane has ended");
        }
        long last = loop.gauges().lastRound();
        boolean silent = last != Long.MIN_VALUE && nanoTime.getAsLong() - last > SILENT.toNanos();
        if (silent) {
            return CheckResult.failed("the poll loop of the lane has made no round for " + SILENT);
        }
        if (loop.gauges().isUnconfirmed(nanoTime.getAsLong(), UNCONFIRMED.toNanos())) {
            return CheckResult.failed("Kafka has accepted no commit for " + UNCONFIRMED + ": no code is presented");
        }
        Optional<Unacknowledged.Oldest> late =
                unacknowledged.oldest().filter(oldest -> oldest.age().compareTo(acknowledgedWithin) > 0);
        if (late.isPresent()) {
            return CheckResult.failed(
                    "Kafka has acknowledged nothing on " + late.get().topic() + " for "
                            + late.get().age().toSeconds()
                            + " s: check whether the topic exists, has a leader, and may be written by this service");
        }
        return jobs.isFull()
                ? CheckResult.failed(jobs.counts().backlog()
                        + " records wait in the backlog, and no more are read until it is shorter")
                : CheckResult.ok();
    }

    /** Asks the lane to stop. {@link #awaitEnd} waits for its end. */
    public void stop() {
        loop.close();
    }

    public void awaitEnd(Duration limit) throws InterruptedException, TimeoutException {
        try {
            loop.ended().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // A failure had ended the lane before, and was reported.
        }
    }
}
