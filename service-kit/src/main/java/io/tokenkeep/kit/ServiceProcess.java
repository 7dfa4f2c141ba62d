package io.tokenkeep.kit;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.health.Health;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.health.ManagementServer;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service as one process: logs the settings, and holds one Vert.x, the metrics and the management listener. Closes in the
 * reverse order of its start.
 */
public final class ServiceProcess implements Running {
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    private final Closer closer;
    private final Running service;
    private final Duration stopWithin;

    private ServiceProcess(Closer closer, Running service, Duration stopWithin) {
        this.closer = closer;
        this.stopWithin = stopWithin;
        this.service = service;
    }

    /** Builds and starts a service. If it fails, it first closes everything that it opened. */
    @FunctionalInterface
    public interface Assembly {
        Running start(Vertx vertx, Metrics metrics) throws Exception;
    }

    /**
     * Starts the service and then its listener.
     *
     * @param stopWithin how long the service may take to finish the work in flight
     */
    public static Running start(
            String name, Settings settings, ManagementConfig management, Duration stopWithin, Assembly assembly)
            throws Exception {
        log.atInfo().addKeyValue("settings", settings.describe()).log("starting");
        Closer closer = new Closer();
        try {
            Vertx vertx = Vertx.vertx();
            closer.addStep("vertx", STEP, () -> await(vertx.close()));
            Metrics metrics = closer.add("metrics", STEP, Metrics.of(name).withJvm());
            Running service = assembly.start(vertx, metrics);
            closer.addStep("service", stopWithin, () -> service.close(stopWithin));
            // The listener comes last: an answer before the service works would look like health.
            Health health = new Health();
            service.components().forEach(health::add);
            ManagementServer listener = await(ManagementServer.start(vertx, management, health, metrics));
            closer.addStep("management", STEP, () -> await(listener.close()));
            log.atInfo().addKeyValue("managementPort", listener.port()).log("listening for health and metrics");
            return new ServiceProcess(closer, service, stopWithin);
        } catch (Exception | Error e) {
            closer.close();
            throw e;
        }
    }

    @Override
    public void close(Duration limit) {
        closer.close(limit);
    }

    @Override
    public Duration stopWithin(Duration usual) {
        return stopWithin.compareTo(usual) < 0 ? usual : stopWithin;
    }

    @Override
    public CompletionStage<Exit> ended() {
        return service.ended();
    }

    /** Waits for a future, at most one minute, and throws its failure. */
    public static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
