package io.tokenkeep.quickstart;

import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.CallbackService;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.exchange.ExchangeProviders;
import io.tokenkeep.exchange.ExchangeService;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.health.Health;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.RefreshService;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The three services as they run in production, with settings for one machine. */
final class Services implements Running {

    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);

    private final CallbackService callback;
    private final List<Running> all;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Services(CallbackService callback, ExchangeService exchange, RefreshService refresh) {
        this.callback = callback;
        this.all = List.of(callback, exchange, refresh);
    }

    /**
     * Starts the services one after the other and returns when all accept work.
     *
     * @param common the settings that all three have
     */
    static Services start(
            Options options, Meta meta, Home home, Map<String, String> common, Vertx vertx, Metrics metrics)
            throws Exception {
        ExchangeService exchange =
                ExchangeService.start(exchange(common, meta, home), ExchangeProviders.DEFAULT, vertx, metrics);
        List<Running> started = new ArrayList<>(List.of(exchange));
        try {
            RefreshService refresh =
                    RefreshService.start(refresh(common, options, home), RefreshProviders.DEFAULT, metrics.registry());
            started.add(refresh);
            CallbackService callback = ServiceProcess.await(CallbackService.start(
                    callback(common, options, meta, home),
                    CallbackProviders.DEFAULT,
                    ServiceEnvironment.of(vertx, metrics)));
            started.add(callback);
            // callback-service listens before its topics exist, and would answer an early redirect with 503.
            Awaited.of("kafka", callback.components(), callback.ended(), System::nanoTime)
                    .ok(TOPICS_LIMIT);
            return new Services(callback, exchange, refresh);
        } catch (Exception e) {
            started.forEach(running -> running.close(Duration.ofSeconds(5)));
            throw e;
        }
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

    /** The settings about Kafka, for a cluster of one broker. */
    static Map<String, String> common(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "topics.create", "true",
                "topics.partitions", "3",
                "topics.replication.factor", "1");
    }

    private static CallbackConfig callback(Map<String, String> common, Options options, Meta meta, Home home) {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.putAll(app(meta));
        settings.put("state.keys", home.keys("state"));
        settings.put("codes.keys", home.keys("codes"));
        settings.put("public.port", Integer.toString(options.ports().web()));
        settings.put("public.url", "http://localhost:" + options.ports().web());
        settings.put("start.page.enabled", "true");
        settings.put("paste.enabled", "true");
        return CallbackConfig.from(SettingsSource.of(settings).settings(CallbackConfig.definition()));
    }

    private static ExchangeConfig exchange(Map<String, String> common, Meta meta, Home home) {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.putAll(app(meta));
        settings.put("codes.keys", home.keys("codes"));
        settings.put("tokens.keys", home.keys("tokens"));
        settings.put("provider.timeout", "5s");
        settings.put("drain.timeout", "5s");
        return ExchangeConfig.of(SettingsSource.of(settings).settings(ExchangeConfig.definition()));
    }

    private static RefreshConfig refresh(Map<String, String> common, Options options, Home home) {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.put("state.directory", home.state().toString());
        settings.put("tick.interval", "100ms");
        Duration lifetime = options.lifetime();
        if (lifetime != null) {
            // Tokens without an end are verified about as often as tokens with this lifetime.
            String often = lifetime.dividedBy(3).toString();
            settings.put("verify.interval", often);
            settings.put("pages.list.interval", often);
            settings.put("deletion.grace", lifetime.toString());
            settings.put("verify.gap", lifetime.dividedBy(20).toString());
            settings.put("retry.minimum", lifetime.dividedBy(100).toString());
            settings.put("retry.maximum", lifetime.dividedBy(10).toString());
        }
        // Otherwise a start with a kept directory would wait until the session of the previous run times out.
        settings.put("leave.group.on.close", "true");
        return RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
    }

    private static Map<String, String> app(Meta meta) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("apps", String.join(",", meta.apps().keySet()));
        meta.apps()
                .forEach((app, its) -> its.forEach((name, value) -> settings.put("apps." + app + "." + name, value)));
        return settings;
    }
}
