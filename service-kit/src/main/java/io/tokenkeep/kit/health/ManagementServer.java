package io.tokenkeep.kit.health;

import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.http.AcceptedClients;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.ConnectionLimits;
import io.tokenkeep.kit.http.HttpListener;
import io.tokenkeep.kit.http.TrustedProxies;
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
    private static final String NAME = "management";

    /** Scrapers and probes are few. */
    private static final ConnectionLimits LIMITS = ConnectionLimits.ofAll(256, Duration.ofSeconds(60));

    private final HttpServer server;
    private final HttpListener listener;
    private final Checks checks;

    private ManagementServer(HttpServer server, HttpListener listener, Checks checks) {
        this.server = server;
        this.listener = listener;
        this.checks = checks;
    }

    /** Fails with a {@link ListenException} if the port cannot be opened. */
    public static Future<ManagementServer> start(Vertx vertx, ManagementConfig config, Health health, Metrics metrics) {
        return start(vertx, config, health, metrics, new Checks(vertx, InstantSource.system(), CHECK_LIMIT));
    }

    static Future<ManagementServer> start(
            Vertx vertx, ManagementConfig config, Health health, Metrics metrics, Checks checks) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(config.host()).setPort(config.port());
        HttpListener listener = new HttpListener(
                vertx,
                new AcceptedClients(LIMITS, TrustedProxies.none()),
                ManagementRoutes::refuse,
                new BrokenRequests(NAME, metrics.registry(), InstantSource.system()));
        return listener.server(options, new ManagementRoutes(vertx, health, metrics, checks)::answer)
                .listen()
                .map(server -> new ManagementServer(server, listener, checks))
                .recover(cause -> {
                    listener.close();
                    return checks.close()
                            .transform(closed -> Future.failedFuture(
                                    ListenException.of(config.host(), config.port(), ManagementConfig.PORT, cause)));
                });
    }

    /** The port that is open, also if the settings leave the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        listener.close();
        return server.close().eventually(checks::close);
    }
}
