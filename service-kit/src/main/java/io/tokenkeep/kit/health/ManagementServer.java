package io.tokenkeep.kit.health;

import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The management listener: {@code /health}, {@code /health/live}, {@code /health/ready} and {@code /metrics}, on a port
 * of its own that keeps answering when the service's work is stuck. Blocks no event loop.
 */
public final class ManagementServer {
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(3);
    private static final int IDLE_SECONDS = 60;

    private final HttpServer server;
    private final Checks checks;

    private ManagementServer(HttpServer server, Checks checks) {
        this.server = server;
        this.checks = checks;
    }

    /** Fails with a {@link ListenException} where the port cannot be had. */
    public static Future<ManagementServer> start(Vertx vertx, ManagementConfig config, Health health, Metrics metrics) {
        return start(vertx, config, health, metrics, new Checks(vertx, InstantSource.system(), CHECK_LIMIT));
    }

    static Future<ManagementServer> start(
            Vertx vertx, ManagementConfig config, Health health, Metrics metrics, Checks checks) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(IDLE_SECONDS);
        return vertx.createHttpServer(options)
                .requestHandler(new ManagementRoutes(vertx, health, metrics, checks)::answer)
                .listen()
                .map(server -> new ManagementServer(server, checks))
                .recover(cause -> checks.close()
                        .transform(closed -> Future.failedFuture(
                                ListenException.of(config.host(), config.port(), ManagementConfig.PORT, cause))));
    }

    /** The port it listens on, also where the settings leave the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close().eventually(checks::close);
    }
}
