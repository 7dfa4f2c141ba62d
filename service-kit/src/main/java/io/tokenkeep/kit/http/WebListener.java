package io.tokenkeep.kit.http;

import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.health.CheckResult;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The listener of a service for clients that are not its own: browsers, and programs of others. It bounds what a client can send
 * before a route sees it: address, headers, time, connections; a body is bounded by its route. A request beyond these bounds
 * still gets an answer in the service's own form. Any thread may use it.
 */
public final class WebListener {

    /** The longest address of a request, in bytes. */
    public static final int LINE = 8 * 1024;

    private static final int HEADERS = 16 * 1024;

    /** One event loop for every two processors: the producer, the garbage collector and the compilers need processors too. */
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final long LAST_ANSWERS_SECONDS = 2;

    private final Vertx vertx;
    private final ListenerConfig config;
    private final HttpListener clients;
    private final AtomicInteger port = new AtomicInteger();
    private volatile String deployment = "";

    /** Opens nothing; {@link #listen} does. */
    public WebListener(Vertx vertx, ListenerConfig config, HttpListener.Refusals refusals, BrokenRequests broken) {
        this.vertx = vertx;
        this.config = config;
        this.clients =
                new HttpListener(vertx, new AcceptedClients(config.limits(), config.proxies()), refusals, broken);
    }

    /**
     * Accepts requests on several event loops, each with handlers of its own. Fails with a {@link ListenException} if the port
     * cannot be opened.
     */
    public Future<Void> listen(Supplier<? extends Handler<HttpServerRequest>> requests) {
        return vertx.deployVerticle(() -> new Loop(requests.get()), new DeploymentOptions().setInstances(LOOPS))
                .onSuccess(id -> deployment = id)
                .recover(cause -> Future.failedFuture(
                        ListenException.of(config.host(), config.port(), config.prefix() + ".port", cause)))
                .mapEmpty();
    }

    /** The port, also if the settings leave the choice to the system. */
    public int port() {
        return port.get();
    }

    /** Accepts no more requests; requests in flight have two seconds. */
    public Future<Void> close() {
        clients.close();
        return vertx.undeploy(deployment);
    }

    /** Fails while clients hold all connections for half a minute or longer. */
    public CheckResult check() {
        return clients.problem(config.prefix()).map(CheckResult::failed).orElseGet(CheckResult::ok);
    }

    /** The server of one event loop. Connections are spread evenly over the loops. */
    private final class Loop extends VerticleBase {

        private final HttpServer server;

        Loop(Handler<HttpServerRequest> requests) {
            server = clients.server(options(), requests);
        }

        @Override
        public Future<?> start() {
            return server.listen(address()).onSuccess(up -> port.set(up.actualPort()));
        }

        @Override
        public Future<?> stop() {
            return server.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The port that the system chooses is one for all loops. */
    private SocketAddress address() {
        return config.port() == 0
                ? SocketAddress.sharedRandomPort(1, config.host())
                : SocketAddress.inetSocketAddress(config.port(), config.host());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(LINE)
                .setMaxHeaderSize(HEADERS)
                // There are no WebSockets here, and their compression handlers would inspect every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false);
    }
}
