package io.tokenkeep.console.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Carries out work on an account after the work on it that was asked for before, at this instance. A failure also fails what waits for
 * it, so that nobody waits for Kafka's silence more than once. Holds an entry for each account that is worked on, which are no more
 * than requests in flight. Thread-safe.
 */
final class OnePerAccount {

    private final Vertx vertx;
    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    OnePerAccount(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> Future<T> run(String account, Supplier<Future<T>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(account, done);
        Future<Void> free = before == null
                ? Future.succeededFuture()
                : Future.fromCompletionStage(before, vertx.getOrCreateContext());
        return free.compose(nothing -> work.get()).onComplete(result -> {
            last.remove(account, done);
            if (result.succeeded()) {
                done.complete(null);
            } else {
                done.completeExceptionally(result.cause());
            }
        });
    }

    /** How many accounts are worked on. */
    int size() {
        return last.size();
    }
}
