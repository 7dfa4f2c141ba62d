package io.tokenkeep.exchange;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A whole exchange-worker in this JVM. */
public final class TestWorker implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = Metrics.of("exchange-worker");
    private final ExchangeService service;

    public TestWorker(TestSettings settings) throws Exception {
        this(settings, InstantSource.system());
    }

    /** On a machine with this clock. */
    TestWorker(TestSettings settings, InstantSource machine) throws Exception {
        this.service = ExchangeService.start(settings.config(), ExchangeProviders.DEFAULT, vertx, metrics, machine);
    }

    /** What its health says of one component. */
    public CheckResult check(String component) {
        return service.components().stream()
                .filter(each -> each.name().equals(component))
                .findFirst()
                .orElseThrow()
                .check();
    }

    /** The names of all components of its health. */
    public List<String> components() {
        return service.components().stream().map(Component::name).toList();
    }

    public boolean hasFailed() {
        return service.ended().toCompletableFuture().isDone();
    }

    public String metrics() {
        return metrics.scrape();
    }

    @Override
    public void close() {
        service.close(LIMIT);
        Waiting.on(vertx.close());
        metrics.close();
    }
}
