package io.tokenkeep.exchange;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A test's thread waits for what happens on an event loop, within a limit. */
public final class Waiting {

    private static final int SECONDS = 30;

    private Waiting() {}

    public static <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("a call did not come back", e);
        }
    }
}
