package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.Clients;
import io.tokenkeep.exchange.kafka.PublisherLimits;
import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.ProviderFactories;
import io.tokenkeep.exchange.provider.ProviderParts;
import io.tokenkeep.exchange.rate.Admission;
import io.tokenkeep.exchange.rate.AppRates;
import io.tokenkeep.exchange.rate.MeteredCalls;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Opens the parts that each lane has for itself: an event loop, a producer and a connection pool. Passes shared parts to all
 * lanes.
 *
 * @param closer closes what is opened
 * @param mistake called with the lane's name and a failure that no job should have
 */
public record LaneResources(
        Apps apps,
        ProviderFactories providers,
        Times times,
        Backoff backoff,
        Vertx vertx,
        Metrics metrics,
        Clients clients,
        BrokerClock clock,
        AppRates rates,
        AppCooldowns cooldowns,
        ClientChoice clientChoice,
        Closer closer,
        BiConsumer<String, Throwable> mistake) {

    private static final Duration STEP = Duration.ofSeconds(5);

    /** A deployment takes milliseconds, unless the machine has no time for this process. Then a start that fails helps nobody. */
    private static final Duration DEPLOYMENT = Duration.ofMinutes(1);

    /**
     * How long providers and Kafka may take.
     *
     * @param connect to open a connection to a provider
     * @param call for a whole call of a provider
     * @param delivery until a record that Kafka has not acknowledged is sent again
     */
    public record Times(Duration connect, Duration call, Duration delivery) {}

    /**
     * Opens the parts of one lane. Blocks until the topics are known.
     *
     * @param topics the topics that the lane writes
     */
    public LaneParts open(String name, LaneLimits limits, Admission admission, Collection<String> topics)
            throws Exception {
        Producer<byte[], byte[]> producer = clients.producer();
        metrics.bind(producer);
        PublisherLimits bounds = new PublisherLimits(limits.queue() + limits.waiting(), times.delivery(), STEP);
        RecordPublisher publisher = closer.add(
                "publisher-" + name,
                STEP.multipliedBy(2),
                new RecordPublisher(producer, "publish-" + name, bounds, clock, System::nanoTime));
        publisher.prepare(topics);
        HttpEdge http = closer.add(
                "http-" + name, STEP, new HttpEdge(vertx, times.connect(), times.call(), limits.concurrency() * 2));
        Context context = eventLoop();
        Unacknowledged unacknowledged = new Unacknowledged(System::nanoTime);
        return new LaneParts(
                vertx,
                context,
                apps(name, http),
                new Publishing(vertx, context, publisher, backoff, unacknowledged),
                unacknowledged,
                cooldowns,
                backoff,
                clientChoice,
                clock,
                admission,
                failure -> mistake.accept(name, failure));
    }

    private Map<String, App> apps(String lane, HttpEdge http) {
        Map<String, App> byName = new LinkedHashMap<>();
        for (AppConfig app : apps.all()) {
            Calls calls = new MeteredCalls(lane, app.name(), rates, metrics.registry());
            byName.put(
                    app.name(),
                    new App(app, providers.create(app, new ProviderParts(http, clock, System::nanoTime, calls))));
        }
        return byName;
    }

    /** A deployment of any verticle gives the lane its own event loop. */
    private Context eventLoop() throws Exception {
        CompletableFuture<Context> context = new CompletableFuture<>();
        Deployable lane = own -> {
            context.complete(own);
            return Future.succeededFuture();
        };
        vertx.deployVerticle(lane).onFailure(context::completeExceptionally);
        return context.get(DEPLOYMENT.toSeconds(), TimeUnit.SECONDS);
    }
}
