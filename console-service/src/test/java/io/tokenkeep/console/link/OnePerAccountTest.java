package io.tokenkeep.console.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnePerAccountTest {

    private final Vertx vertx = Vertx.vertx();
    private final OnePerAccount onePerAccount = new OnePerAccount(vertx);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void workOnTheSameAccountWaitsAndOnAnotherDoesNot() throws Exception {
        Promise<String> first = Promise.promise();
        Future<String> one = onePerAccount.run("a", () -> begins("one", first.future()));
        Future<String> two = onePerAccount.run("a", () -> begins("two", Future.succeededFuture("2")));
        Future<String> other = onePerAccount.run("b", () -> begins("other", Future.succeededFuture("3")));

        assertThat(end(other)).isEqualTo("3");
        assertThat(begun).containsExactly("one", "other");
        first.complete("1");

        assertThat(end(one)).isEqualTo("1");
        assertThat(end(two)).isEqualTo("2");
        assertThat(begun).containsExactly("one", "other", "two");
        assertThat(onePerAccount.size()).isZero();
    }

    @Test
    void failureReachesWhatWaitsAndNotWhatComesLater() throws Exception {
        Promise<String> first = Promise.promise();
        Future<String> one = onePerAccount.run("a", () -> begins("one", first.future()));
        Future<String> two = onePerAccount.run("a", () -> begins("two", Future.succeededFuture("2")));
        IllegalStateException silent = new IllegalStateException("silent");
        first.fail(silent);

        assertThat(failure(one)).isSameAs(silent);
        assertThat(failure(two)).isSameAs(silent);
        assertThat(begun).containsExactly("one");
        assertThat(onePerAccount.size()).isZero();
        assertThat(end(onePerAccount.run("a", () -> begins("three", Future.succeededFuture("3")))))
                .isEqualTo("3");
    }

    private Future<String> begins(String name, Future<String> result) {
        begun.add(name);
        return result;
    }

    private static String end(Future<String> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<String> future) throws Exception {
        return future.map((Throwable) null)
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
