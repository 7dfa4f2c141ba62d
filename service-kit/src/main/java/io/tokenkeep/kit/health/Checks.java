package io.tokenkeep.kit.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks outside the event loop. A check runs at most once at a time, and its result is reused for one second, so frequent
 * requests cost little. A check that hangs counts as failed and is not started again before it ends. Any thread may call it.
 */
final class Checks {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int THREADS = 4;

    private final WorkerExecutor workers;
    private final InstantSource clock;
    private final Duration limit;
    private final Map<Component, Asked> asked = new ConcurrentHashMap<>();

    Checks(Vertx vertx, InstantSource clock, Duration limit) {
        this.workers = vertx.createSharedWorkerExecutor("tokenkeep-checks", THREADS);
        this.clock = clock;
        this.limit = limit;
    }

    Future<Map<String, CheckResult>> check(List<Component> components) {
        List<Future<CheckResult>> answers = components.stream().map(this::check).toList();
        return Future.all(answers).map(all -> {
            Map<String, CheckResult> results = new LinkedHashMap<>();
            for (int i = 0; i < components.size(); i++) {
                results.merge(components.get(i).name(), answers.get(i).result(), Checks::worse);
            }
            return results;
        });
    }

    Future<Void> close() {
        return workers.close();
    }

    private Future<CheckResult> check(Component component) {
        Asked current = asked.compute(component, (same, last) -> isUsable(last) ? last : ask(component));
        return current.answer()
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> CheckResult.failed("no answer within " + limit.toMillis() + " ms"));
    }

    private boolean isUsable(@Nullable Asked last) {
        return last != null
                && (!last.answer().isComplete()
                        || clock.instant().isBefore(last.at().plus(FRESH)));
    }

    private Asked ask(Component component) {
        Future<CheckResult> answer =
                workers.executeBlocking(component::check, false).otherwise(CheckResult::failed);
        return new Asked(clock.instant(), answer);
    }

    private static CheckResult worse(CheckResult one, CheckResult other) {
        return one.isOk() ? other : one;
    }

    private record Asked(Instant at, Future<CheckResult> answer) {}
}
