package io.tokenkeep.callback;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A whole service in this JVM. */
final class TestService implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(40);
    static final String REDIRECT = "/callback/threads";

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = Metrics.of("callback-service");
    private final CallbackService service;

    private TestService(TestSettings settings, InstantSource clock) {
        try {
            service = CallbackService.start(
                            settings.config(),
                            CallbackProviders.DEFAULT,
                            new ServiceEnvironment(vertx, metrics, clock, new SecureRandom()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the service did not start", e);
        }
    }

    static TestService start(TestSettings settings, InstantSource clock) {
        return new TestService(settings, clock);
    }

    static TestService start(TestSettings settings) {
        return start(settings, InstantSource.system());
    }

    TestService awaitHealthy() {
        Awaitility.await().atMost(LIMIT).until(() -> service.components().stream()
                .allMatch(component -> component.check().isOk()));
        return this;
    }

    CheckResult check(String component) {
        return service.components().stream()
                .filter(one -> one.name().equals(component))
                .findFirst()
                .orElseThrow()
                .check();
    }

    CallbackService running() {
        return service;
    }

    TestBrowser browser() {
        return new TestBrowser(service.publicPort());
    }

    String link(@Nullable String client) {
        return service.links().path(new ConnectRequest("threads-main", client), Duration.ofHours(1));
    }

    String scrape() {
        return metrics.scrape();
    }

    double value(String meter) {
        return metrics.registry().get(meter).gauge().value();
    }

    @Override
    public void close() {
        service.close(Duration.ofSeconds(15));
        metrics.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
