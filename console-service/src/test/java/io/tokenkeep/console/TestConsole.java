package io.tokenkeep.console;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.link.LinkKeys;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A whole service in this JVM, with one admin key in its settings. */
final class TestConsole implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String LINK_KEYS = LinkKeys.generate("links-1", new SecureRandom());
    static final ApiKeyText ADMIN = ApiKeyText.generate("first", new SecureRandom());

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = Metrics.of("console-service");
    private final ConsoleService service;

    private TestConsole(Map<String, String> settings) {
        try {
            ConsoleConfig config =
                    ConsoleConfig.from(SettingsSource.of(settings).settings(ConsoleConfig.definition()));
            service = ConsoleService.start(
                            config, new ServiceEnvironment(vertx, metrics, InstantSource.system(), new SecureRandom()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the service did not start", e);
        }
    }

    static Map<String, String> settings(String bootstrapServers) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "console.port",
                "0",
                "admin.keys",
                ConfiguredKeys.written(ADMIN),
                "links.keys",
                LINK_KEYS,
                "links.apps",
                "threads-main,facebook-main",
                "links.return.hosts",
                "agency.example",
                "topics.create",
                "true",
                "topics.partitions",
                "3",
                "topics.replication.factor",
                "1"));
    }

    static TestConsole start(String bootstrapServers) {
        return new TestConsole(settings(bootstrapServers));
    }

    static TestConsole start(Map<String, String> settings) {
        return new TestConsole(settings);
    }

    TestConsole awaitHealthy() {
        Awaitility.await().atMost(LIMIT).until(this::isHealthy);
        return this;
    }

    boolean isHealthy() {
        return failures().isEmpty();
    }

    /** The names of the components whose check fails. */
    Set<String> failures() {
        return service.components().stream()
                .filter(component -> !component.check().isOk())
                .map(Component::name)
                .collect(Collectors.toSet());
    }

    ApiClient client() {
        return client(ADMIN.reveal());
    }

    ApiClient client(String key) {
        return new ApiClient(vertx, service.port(), key);
    }

    /** What its health says is wrong. */
    List<String> reasons() {
        return service.components().stream()
                .flatMap(component -> Optional.ofNullable(component.check().failure()).stream())
                .toList();
    }

    Vertx vertx() {
        return vertx;
    }

    int port() {
        return service.port();
    }

    @Override
    public void close() {
        service.close(Duration.ofSeconds(15));
        metrics.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
