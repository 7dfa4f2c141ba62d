package io.tokenkeep.callback;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tokenkeep.callback.page.ErrorPages;
import io.tokenkeep.callback.page.Page;
import io.tokenkeep.callback.page.RedirectPages;
import io.tokenkeep.kit.ListenException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

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
    private static final int IDLE_SECONDS = 30;

    private PublicListener() {}

    /** Fails with a {@link ListenException} where the port cannot be had. */
    static Future<HttpServer> listen(
            Vertx vertx, CallbackConfig.Listener config, Responses responses, Handler<HttpServerRequest> requests) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxInitialLineLength(LINE)
                .setMaxHeaderSize(HEADERS)
                // Above the body's own limit, by more than one read of it: that one speaks first, and says more.
                .setMaxFormAttributeSize(2 * BODY)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setRegisterWebSocketWriteHandlers(false);
        AtomicInteger open = new AtomicInteger();
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> bound(connection, open, config.connections()))
                .invalidRequestHandler(request -> invalid(request, responses))
                .requestHandler(requests)
                .listen()
                .recover(cause ->
                        Future.failedFuture(ListenException.of(config.host(), config.port(), "public.port", cause)));
    }

    private static void bound(HttpConnection connection, AtomicInteger open, int limit) {
        connection.closeHandler(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > limit) {
            connection.close();
        }
    }

    private static void invalid(HttpServerRequest request, Responses responses) {
        Throwable cause = request.decoderResult().cause();
        Page page = cause instanceof TooLongHttpLineException
                ? RedirectPages.tooLong()
                : cause instanceof TooLongHttpHeaderException ? ErrorPages.headersTooLarge() : ErrorPages.badRequest();
        // Said as well as done: a client that did not know would send its next request into a closing connection.
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        responses.send(request.response(), page).onComplete(sent -> request.connection()
                .close());
    }
}
