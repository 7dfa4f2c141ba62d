package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.page.ErrorPages;
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
 * The listener browsers reach. Everything a stranger can send is bounded: line, headers, body, time, connections. What
 * is too long for HTTP itself still gets a page.
 */
final class PublicListener {

    /** The longest address, of a request or pasted into a form. */
    static final int LINE = 8 * 1024;

    /** A form with that address in it, encoded. */
    static final int BODY = 16 * 1024;

    private static final int HEADERS = 16 * 1024;

    /** For every other processor: producer, collector and compilers need some, too. */
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
            Responses responses,
            BrokenRequests broken,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.clients = new HttpListener(
                vertx,
                config.limits(),
                config.proxies(),
                (request, refusal) -> responses.send(request, ErrorPages.refused(refusal.status())),
                broken,
                registry,
                clock);
    }

    /**
     * Takes requests on some event loops, each with an answering side of its own. Fails with a
     * {@link ListenException} where the port cannot be had.
     */
    Future<Void> listen(Supplier<? extends Handler<HttpServerRequest>> requests) {
        return vertx.deployVerticle(() -> new Loop(requests.get()), new DeploymentOptions().setInstances(LOOPS))
                .onSuccess(id -> deployment = id)
                .recover(cause ->
                        Future.failedFuture(ListenException.of(config.host(), config.port(), "public.port", cause)))
                .mapEmpty();
    }

    /** The port browsers reach, also where the settings leave the choice to the system. */
    int port() {
        return port.get();
    }

    /** Takes no more requests; what is being answered has two seconds. */
    Future<Void> close() {
        clients.close();
        return vertx.undeploy(deployment);
    }

    /** Fails while clients hold as many connections as there may be. */
    CheckResult check() {
        return clients.problem("public").map(CheckResult::failed).orElseGet(CheckResult::ok);
    }

    /** What one event loop serves. Connections go to the loops in turn. */
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
                // No WebSockets here, and what would compress them looks at every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false);
    }
}
