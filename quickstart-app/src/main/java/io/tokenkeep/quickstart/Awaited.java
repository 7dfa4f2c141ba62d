package io.tokenkeep.quickstart;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Waits until a component of a starting service is ok, the service ends, or a limit passes. */
record Awaited(Component component, CompletionStage<Exit> ended, LongSupplier nanoTime) {

    private static final long ROUND_MILLIS = 50;

    static Awaited of(
            String name, List<? extends Component> components, CompletionStage<Exit> ended, LongSupplier nanoTime) {
        Component named = components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Awaited(named, ended, nanoTime);
    }

    /** Returns once the component is ok; else an {@link IllegalStateException} names its last failure. */
    void ok(Duration limit) throws InterruptedException, ExecutionException {
        long start = nanoTime.getAsLong();
        CheckResult last = component.check();
        while (!last.isOk()) {
            if (nanoTime.getAsLong() - start >= limit.toNanos()) {
                throw new IllegalStateException(
                        component.name() + " is not ok within " + limit.toSeconds() + " s: " + last.failure());
            }
            if (hasEnded()) {
                throw new IllegalStateException("the service ended before its " + component.name() + " was ok");
            }
            last = component.check();
        }
    }

    /** Waits a short time for the component. */
    private boolean hasEnded() throws InterruptedException, ExecutionException {
        try {
            ended.toCompletableFuture().get(ROUND_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
