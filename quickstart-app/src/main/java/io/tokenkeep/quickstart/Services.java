package io.tokenkeep.quickstart;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.CallbackService;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.console.ConsoleService;
import io.tokenkeep.exchange.ExchangeProviders;
import io.tokenkeep.exchange.ExchangeService;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.health.Health;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.RefreshService;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The services as they run in production, with settings for one machine. */
final class Services implements Running {

    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);

    private final CallbackService callback;
    private final ConsoleAccess console;
    private final List<Running> all;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Services(CallbackService callback, ConsoleAccess console, List<Running> all) {
        this.callback = callback;
        this.console = console;
        this.all = List.copyOf(all);
    }

    /** Starts the services one after the other and returns when all accept work. */
    static Services start(ServiceSettings settings, Vertx vertx, Metrics metrics) throws Exception {
        ServiceEnvironment environment = ServiceEnvironment.of(vertx, metrics);
        ApiKeyText key = ApiKeyText.generate(ConsoleAccess.KEY, environment.random());
        List<Running> started = new ArrayList<>();
        try {
            started.add(ExchangeService.start(settings.exchange(), ExchangeProviders.DEFAULT, vertx, metrics));
            started.add(RefreshService.start(settings.refresh(), RefreshProviders.DEFAULT, metrics.registry()));
            CallbackService callback = ServiceProcess.await(
                    CallbackService.start(settings.callback(), CallbackProviders.DEFAULT, environment));
            started.add(callback);
            ConsoleService console = ServiceProcess.await(ConsoleService.start(settings.console(key), environment));
            started.add(console);
            // Both listen before their topics exist, and would answer an early request with 503.
            awaitTopics(callback);
            awaitTopics(console);
            return new Services(callback, new ConsoleAccess(console.port(), key), started);
        } catch (Exception e) {
            started.forEach(running -> running.close(Duration.ofSeconds(5)));
            throw e;
        }
    }

    private static void awaitTopics(Running service) throws Exception {
        Awaited.of("kafka", service.components(), service.ended(), System::nanoTime)
                .ok(TOPICS_LIMIT);
    }

    Health health() {
        Health health = new Health();
        components().forEach(health::add);
        return health;
    }

    @Override
    public List<Component> components() {
        return all.stream().flatMap(service -> service.components().stream()).toList();
    }

    ConnectLinks links() {
        return callback.links();
    }

    int port() {
        return callback.publicPort();
    }

    /** Where the API of console-service is, and a key for it. */
    ConsoleAccess console() {
        return console;
    }

    /** Closes the services at the same time, because none needs another to finish. */
    @Override
    public void close(Duration limit) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<?>[] closing = all.stream()
                .map(running -> CompletableFuture.runAsync(
                        () -> running.close(limit), task -> new Thread(task, "close").start()))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(closing).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Each service has logged what was late.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
