package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.HttpListener;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The listener for browsers. Everything that a client can send is bounded: address, headers, body, time, connections. A request
 * beyond these bounds still gets a page.
 */
final class PublicListener {

    /** The longest address, of a request or pasted into a form. */
    static final int LINE = 8 * 1024;

    /** A form that contains such an address, encoded. */
    static final int BODY = 16 * 1024;

    private static final int HEADERS = 16 * 1024;

    /** One event loop for every two processors: the producer, the garbage collector and the compilers need processors too. */
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final long LAST_ANSWERS_SECONDS = 2;

    private final Vertx vertx;
    private final PublicConfig config;
    private final HttpListener clients;
    private final AtomicInteger port = new AtomicInteger();
    private volatile String deployment = "";

    PublicListener(
            Vertx vertx,
            PublicConfig config,
            ResponseWriter responses,
            BrokenRequests broken,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.clients = new HttpListener(
                vertx,
                config.limits(),
                config.proxies(),
                (request, refusal) -> responses.send(request, ErrorWebPages.refused(refusal.status())),
                broken,
                registry,
                clock);
    }

    /**
     * Accepts requests on several event loops, each with handlers of its own. Fails with a {@link ListenException} if the port
     * cannot be opened.
     */
    Future<Void> listen(Supplier<? extends Handler<HttpServerRequest>> requests) {
        return vertx.deployVerticle(() -> new Loop(requests.get()), new DeploymentOptions().setInstances(LOOPS))
                .onSuccess(id -> deployment = id)
                .recover(cause ->
                        Future.failedFuture(ListenException.of(config.host(), config.port(), "public.port", cause)))
                .mapEmpty();
    }

    /** The port for browsers, also if the settings leave the choice to the system. */
    int port() {
        return port.get();
    }

    /** Accepts no more requests; requests in flight have two seconds. */
    Future<Void> close() {
        clients.close();
        return vertx.undeploy(deployment);
    }

    /** Fails while clients hold all connections for half a minute or longer. */
    CheckResult check() {
        return clients.problem("public").map(CheckResult::failed).orElseGet(CheckResult::ok);
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
