package io.tokenkeep.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener does with clients before its routes see a request: bounds, deadlines, and answers of its own where Vert.x
 * would make one without our headers. Every failure that Vert.x would log is counted here instead. For servers on any
 * number of event loops.
 */
public final class HttpListener {

    private static final long LOOK_MILLIS = 1000;

    /** For what is ours to answer and never was: longer than any answer takes. */
    private static final int IDLE_SECONDS = 180;

    private final Vertx vertx;
    private final Refusals refusals;
    private final TrustedProxies proxies;
    private final InstantSource clock;
    private final ConnectionTable connections;
    private final BrokenRequests broken;
    private final long timer;

    /** How a listener answers a request that no route is to see. */
    @FunctionalInterface
    public interface Refusals {
        Future<Void> send(HttpServerRequest request, Refusal refusal);
    }

    /** How long a client may take is measured by {@code clock}, and looked at once a second until {@link #close}. */
    public HttpListener(
            Vertx vertx,
            ConnectionLimits limits,
            TrustedProxies proxies,
            Refusals refusals,
            BrokenRequests broken,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.refusals = refusals;
        this.proxies = proxies;
        this.clock = clock;
        this.broken = broken;
        this.connections = new ConnectionTable(broken.listener(), limits, registry, clock);
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> closeOverdue());
    }

    /** A server that hands on what is fit for {@code requests}. HTTP/1 alone. */
    public HttpServer server(HttpServerOptions options, Handler<HttpServerRequest> requests) {
        return vertx.createHttpServer(options.setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS))
                .requestHandler(requests)
                .exceptionHandler(failure -> broken.count("connection"))
                .connectionHandler(connection -> opened((Http1ServerConnection) connection, requests));
    }

    /** What to mend while a bound stands; {@code settings} is what the names of the listener's settings begin with. */
    public Optional<String> problem(String settings) {
        return connections.problem(settings);
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void opened(Http1ServerConnection connection, Handler<HttpServerRequest> requests) {
        catchMistakes();
        Exchange exchange = new Exchange(connection, requests);
        connection.exceptionHandler(exchange::failed);
        connection.closeHandler(closed -> exchange.closed());
        // In place of what Vert.x puts there, which answers some requests by itself.
        connection.handler(exchange::request);
        connection.invalidRequestHandler(exchange::invalid);
        connections.open(exchange.client);
    }

    private void catchMistakes() {
        Context context = Vertx.currentContext();
        if (context != null && context.exceptionHandler() == null) {
            context.exceptionHandler(broken::mistake);
        }
    }

    private void closeOverdue() {
        connections.overdue().forEach(ClientConnection::close);
    }

    /** The requests of one connection, one after the other, on its event loop. */
    private final class Exchange {

        private final Http1ServerConnection connection;
        private final Handler<HttpServerRequest> requests;
        private final ClientConnection client;
        private final boolean proxied;
        private @Nullable HttpServerRequest current;
        private boolean counted;

        Exchange(Http1ServerConnection connection, Handler<HttpServerRequest> requests) {
            this.connection = connection;
            this.requests = requests;
            ClientAddress peer = ClientAddress.parse(connection.remoteAddress().hostAddress())
                    .orElse(null);
            this.proxied = peer != null && proxies.holds(peer);
            this.client = new ClientConnection(proxied ? null : peer, clock.instant(), () -> connection
                    .context()
                    .runOnContext(on -> cutOff()));
        }

        void request(HttpServerRequest request) {
            boolean admitted = begin(request);
            Refusal refusal = admitted ? unfit(request) : Refusal.TOO_MANY_REQUESTS;
            if (refusal != null) {
                refuse(request, refusal);
                return;
            }
            try {
                requests.handle(request);
            } catch (RuntimeException e) {
                broken.mistake(e);
                refuse(request, Refusal.BROKEN);
            }
        }

        void invalid(HttpServerRequest request) {
            begin(request);
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof PrematureChannelClosureException) {
                count("aborted");
            } else {
                refuse(request, Refusal.of(cause));
            }
        }

        private boolean begin(HttpServerRequest request) {
            current = request;
            request.response().endHandler(ended -> connections.answered(client));
            request.end().onSuccess(ended -> connections.completed(client));
            ClientAddress forwardedFor =
                    proxied ? proxies.client(request.headers()).orElse(null) : null;
            return connections.headArrived(client, forwardedFor);
        }

        private @Nullable Refusal unfit(HttpServerRequest request) {
            if (request.version() == null) {
                return Refusal.HTTP_VERSION;
            }
            boolean hostless = request.authority() == null && request.version() != HttpVersion.HTTP_1_0;
            if (hostless || request.headers().getAll(HttpHeaders.HOST).size() > 1) {
                return Refusal.HOST;
            }
            String expected = request.getHeader(HttpHeaders.EXPECT);
            return expected == null || expected.equalsIgnoreCase("100-continue") ? null : Refusal.EXPECTATION;
        }

        private void refuse(HttpServerRequest request, Refusal refusal) {
            count(refusal.reason());
            if (request.response().ended() || request.response().closed()) {
                return;
            }
            // Said as well as done: a client that did not know would send its next request into a closing connection.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refusals.send(request, refusal).onComplete(sent -> connection.close());
        }

        /** What the decoder could not read. The request learns of it too; so it does of a connection that broke. */
        void failed(Throwable failure) {
            if (!(failure instanceof IOException)) {
                count("malformed");
            }
        }

        void closed() {
            if (current != null && !current.isEnded()) {
                count("aborted");
            }
            connections.closed(client);
        }

        /** One request is counted once, also where several places see it fail. */
        private void count(String reason) {
            if (!counted) {
                counted = true;
                broken.count(reason);
            }
        }

        /** Closes without waiting for a client to take what it was sent, as Vert.x' own close would. */
        private void cutOff() {
            HttpServerRequest request = current;
            if (request != null && !request.isEnded() && !request.response().ended()) {
                refuse(request, Refusal.REQUEST_TIMEOUT);
            }
            // What breaks off now is broken off by us, and counted as a closed connection.
            counted = true;
            var unused = connection.channelHandlerContext().close();
        }
    }
}
