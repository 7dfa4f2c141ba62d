package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Many simulated people who connect, a few at a time. A person who fails tries again a few times. */
final class Visitors implements AutoCloseable {

    private static final int AT_A_TIME = 8;
    private static final int TRIES = 5;
    private static final Duration LINK_VALID = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final WebClient client;
    private final ConnectLinks links;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean closed;

    Visitors(Vertx vertx, ConnectLinks links) {
        this.vertx = vertx;
        this.links = links;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions().setConnectTimeout(5_000).setIdleTimeout(30),
                new PoolOptions().setHttp1MaxSize(AT_A_TIME * 2));
    }

    /**
     * Completes with the number of people who failed, after all have tried. Fails if {@link #close} interrupted somebody, who then
     * did not fail. {@code done} is called for each person.
     */
    Future<Integer> connect(int people, IntConsumer done) {
        return connect(people, List.of(MetaDescriptions.THREADS), done);
    }

    /** The same through the apps of these kinds in turn. */
    Future<Integer> connect(int people, List<ProviderDescription> apps, IntConsumer done) {
        List<Future<?>> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(AT_A_TIME, people); i++) {
            lines.add(line(people, apps, done));
        }
        return Future.all(lines)
                .compose(all -> closed
                        ? Future.failedFuture(new CancellationException("closed"))
                        : Future.succeededFuture(failed.get()));
    }

    private Future<Void> line(int people, List<ProviderDescription> apps, IntConsumer done) {
        int person = next.getAndIncrement();
        if (person >= people || closed) {
            return Future.succeededFuture();
        }
        String app = SimulatedApp.of(apps.get(person % apps.size())).name();
        return attempt(person, app, TRIES)
                .onFailure(failure -> failed.incrementAndGet())
                .transform(tried -> {
                    done.accept(person);
                    return line(people, apps, done);
                });
    }

    private Future<Void> attempt(int person, String app, int triesLeft) {
        String username = "person_" + (person + 1);
        ConnectRequest request = new ConnectRequest(app, "client " + (person + 1));
        return new Visitor(client, username)
                .connect(links.link(request, LINK_VALID))
                .recover(failure -> triesLeft <= 1 || closed
                        ? Future.failedFuture(failure)
                        : pause().compose(slept -> attempt(person, app, triesLeft - 1)));
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(PAUSE.toMillis(), id -> over.complete());
        return over.future();
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
