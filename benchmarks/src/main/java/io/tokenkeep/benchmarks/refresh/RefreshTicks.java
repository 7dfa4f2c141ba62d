package io.tokenkeep.benchmarks.refresh;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.AnswerTimes;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.RefreshTimes;
import io.tokenkeep.refresh.stream.AbortedTransactions;
import io.tokenkeep.refresh.stream.RefreshMetrics;
import io.tokenkeep.refresh.stream.RefreshTopology;
import io.tokenkeep.refresh.stream.StateStores;
import io.tokenkeep.refresh.stream.TaskParts;
import io.tokenkeep.refresh.stream.TickBudget;
import io.tokenkeep.topic.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * refresh-worker's topology in moved time, with bounds of a tick that are too large to matter here. It has no jitter,
 * so that the number of due accounts is known, and a long wait for answers, because no worker answers.
 */
public final class RefreshTicks {

    static final int BUDGET = 20_000;

    private static final Duration LONG = Duration.ofDays(400);
    private static final int CALLS_PER_SECOND = 100_000;

    private RefreshTicks() {}

    public static void main(String[] arguments) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        // No worker answers, so every command stays outstanding.
        TickBudget budget = new TickBudget(Ticking.INTERVAL, BUDGET, LONG, CALLS_PER_SECOND, Integer.MAX_VALUE);
        TaskParts parts = new TaskParts(
                new RefreshPolicy(config(), RefreshProviders.DEFAULT),
                budget,
                partition -> next -> true,
                new AbortedTransactions(),
                new RefreshMetrics(registry, InstantSource.system()),
                System::nanoTime,
                0,
                TopicNames.WITHOUT_PREFIX);
        Timer ticks = registry.get("tokenkeep.refresh.tick").timer();
        Ticking.serve(
                arguments,
                RefreshTopology.of(parts),
                StateStores.USES,
                new Ticking.Counts(
                        ticks::count, () -> (long) ticks.totalTime(TimeUnit.NANOSECONDS), () -> commands(registry)));
        System.exit(0);
    }

    private static long commands(SimpleMeterRegistry registry) {
        return (long) registry.find("tokenkeep.refresh.commands").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static PolicyConfig config() {
        PolicyConfig usual = PolicyConfig.DEFAULT;
        return new PolicyConfig(
                new RefreshTimes(usual.refresh().fraction(), 0),
                usual.retries(),
                usual.verify(),
                new AnswerTimes(usual.answers().commandLifetime(), LONG, List.of(LONG)),
                usual.listInterval(),
                usual.deletionGrace(),
                usual.userActionLimit(),
                usual.warnings());
    }
}
