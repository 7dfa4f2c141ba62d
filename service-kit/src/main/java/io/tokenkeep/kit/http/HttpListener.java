package io.tokenkeep.kit.http;

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
 * Protects a listener from its clients before its routes see a request: applies bounds and deadlines, and answers itself where
 * Vert.x would answer without our headers. Counts every failure that Vert.x would log. For servers on any number of event
 * loops.
 */
public final class HttpListener {

    private static final long LOOK_MILLIS = 1000;

    /** The limit for a request that the service itself fails to answer: longer than any answer takes. */
    private static final int IDLE_SECONDS = 180;

    private final Vertx vertx;
    private final Refusals refusals;
    private final TrustedProxies proxies;
    private final InstantSource clock;
    private final ConnectionTable connections;
    private final BrokenRequests broken;
    private final long timer;

    /** Answers a request that no route may see. */
    @FunctionalInterface
    public interface Refusals {
        Future<Void> send(HttpServerRequest request, RequestRefusal refusal);
    }

    /** Measures the time of clients by the clock of {@code broken}, and checks it once a second until {@link #close}. */
    public HttpListener(Vertx vertx, AcceptedClients clients, Refusals refusals, BrokenRequests broken) {
        this.vertx = vertx;
        this.refusals = refusals;
        this.proxies = clients.proxies();
        this.clock = broken.clock();
        this.broken = broken;
        this.connections = new ConnectionTable(broken.listener(), clients.limits(), broken.registry(), clock);
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> closeOverdue());
    }

    /** A server that passes valid requests to {@code requests}. HTTP/1 only. */
    public HttpServer server(HttpServerOptions options, Handler<HttpServerRequest> requests) {
        return vertx.createHttpServer(options.setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS))
                .requestHandler(requests)
                .exceptionHandler(failure -> broken.count("connection"))
                .connectionHandler(connection -> opened((Http1ServerConnection) connection, requests));
    }

    /** Fails while a bound has been met for half a minute; {@code settings} is the prefix of the listener's settings. */
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
        // Replaces Vert.x' own handler, which answers some requests by itself.
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
            RequestRefusal refusal = admitted ? unfit(request) : RequestRefusal.TOO_MANY_REQUESTS;
            if (refusal != null) {
                refuse(request, refusal);
                return;
            }
            try {
                requests.handle(request);
            } catch (RuntimeException e) {
                broken.mistake(e);
                refuse(request, RequestRefusal.BROKEN);
            }
        }

        void invalid(HttpServerRequest request) {
            begin(request);
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof PrematureChannelClosureException) {
                count("aborted");
            } else {
                refuse(request, RequestRefusal.of(cause));
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

        private @Nullable RequestRefusal unfit(HttpServerRequest request) {
            if (request.version() == null) {
                return RequestRefusal.HTTP_VERSION;
            }
            boolean hostless = request.authority() == null && request.version() != HttpVersion.HTTP_1_0;
            if (hostless || request.headers().getAll(HttpHeaders.HOST).size() > 1) {
                return RequestRefusal.HOST;
            }
            String expected = request.getHeader(HttpHeaders.EXPECT);
            return expected == null || expected.equalsIgnoreCase("100-continue") ? null : RequestRefusal.EXPECTATION;
        }

        private void refuse(HttpServerRequest request, RequestRefusal refusal) {
            count(refusal.reason());
            if (request.response().ended() || request.response().closed()) {
                return;
            }
            // The header informs the client, which would otherwise send its next request into a closing connection.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refusals.send(request, refusal).onComplete(sent -> connection.close());
        }

        /** Counts a request that the decoder could not read. The request fails too, as it does when the connection breaks. */
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

        /** Counts one request once, also if several places see it fail. */
        private void count(String reason) {
            if (!counted) {
                counted = true;
                broken.count(reason);
            }
        }

        /** Closes at once. Vert.x' own close would wait until the client has read the answer. */
        private void cutOff() {
            HttpServerRequest request = current;
            if (request != null && !request.isEnded() && !request.response().ended()) {
                refuse(request, RequestRefusal.REQUEST_TIMEOUT);
            }
            // Later failures of this connection come from this close, which is counted already.
            counted = true;
            var unused = connection.channelHandlerContext().close();
        }
    }
}
