package io.tokenkeep.exchange.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that does not end costs its call and no connection, whatever the call. */
class EndlessBodyTest {

    private static final int POOL = 2;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Buffer CHUNK = Buffer.buffer("x".repeat(16 * 1024));

    /** Far more than the bound and all that lies in sockets' buffers. */
    private static final long LONG_BODY = 256L * 1024 * 1024;

    private final AtomicLong written = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();
    private final HttpEdge http = new HttpEdge(vertx, LIMIT, LIMIT, POOL);
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final HttpServer server = Waiting.on(vertx.createHttpServer()
            .connectionHandler(connection -> {
                open.add(connection);
                connection.closeHandler(closed -> open.remove(connection));
            })
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1"));

    /** The ways there are to call. */
    private enum Way {
        GET,
        DELETE,
        POST
    }

    @AfterEach
    void close() {
        http.close();
        Waiting.on(vertx.close());
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatDripsForEverIsGivenUpAndItsConnectionClosed(Way way) {
        callMoreOftenThanThePoolHasConnections(way, "/drip");

        assertGoodCallsGoThrough();
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatFloodsForEverIsGivenUpAndItsConnectionClosed(Way way) {
        callMoreOftenThanThePoolHasConnections(way, "/flood");

        assertGoodCallsGoThrough();
    }

    @ParameterizedTest
    @EnumSource
    void answerThatNeverBeginsIsGivenUpAndItsConnectionClosed(Way way) {
        callMoreOftenThanThePoolHasConnections(way, "/silence");

        assertGoodCallsGoThrough();
    }

    /** No time-out is near, so it is the bound that ends the call. */
    @ParameterizedTest
    @EnumSource
    void bodyBeyondTheBoundIsGivenUpThereAndNotReadToItsEnd(Way way) {
        try (HttpEdge patient = new HttpEdge(vertx, LIMIT, Duration.ofMinutes(10), POOL)) {
            HttpAnswer answer = Waiting.on(call(patient, way, "/long")).orElseThrow();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            await().untilAsserted(() -> assertThat(open).isEmpty());
            assertThat(written.get()).isLessThan(LONG_BODY / 4);
        }
    }

    private void callMoreOftenThanThePoolHasConnections(Way way, String path) {
        List<Future<Optional<HttpAnswer>>> calls =
                IntStream.range(0, 2 * POOL).mapToObj(n -> call(way, path)).toList();

        calls.forEach(call -> assertThat(
                        Waiting.on(call).filter(answer -> !answer.body().isEmpty()))
                .isEmpty());
        await().untilAsserted(() -> assertThat(open).isEmpty());
    }

    /** A slow machine may miss the time-out with a good call too, but not with every one. */
    private void assertGoodCallsGoThrough() {
        await().untilAsserted(
                        () -> assertThat(Waiting.on(call(Way.GET, "/good")).map(HttpAnswer::body))
                                .contains("{}"));
        await().untilAsserted(
                        () -> assertThat(Waiting.on(call(Way.POST, "/good")).map(HttpAnswer::body))
                                .contains("{}"));
    }

    private Future<Optional<HttpAnswer>> call(Way way, String path) {
        return call(http, way, path);
    }

    private Future<Optional<HttpAnswer>> call(HttpEdge http, Way way, String path) {
        URI base = URI.create("http://127.0.0.1:" + server.actualPort());
        return Future.future(promise -> vertx.runOnContext(nothing -> (switch (way) {
                    case GET -> http.get(base, path, Map.of(), () -> true);
                    case DELETE -> http.delete(base, path, Map.of(), () -> true);
                    case POST -> http.post(base, path, Map.of(), () -> true);
                })
                .onComplete(promise)));
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/drip" -> drip(response.setChunked(true));
            case "/flood" -> flood(response.setChunked(true));
            case "/long" -> write(response.putHeader("Content-Length", Long.toString(LONG_BODY)));
            case "/good" -> {
                var unused = response.end("{}");
            }
            default -> request.pause();
        }
    }

    private void drip(HttpServerResponse response) {
        vertx.setPeriodic(5, id -> {
            if (response.closed()) {
                vertx.cancelTimer(id);
            } else {
                var unused = response.write(" ");
            }
        });
    }

    private void write(HttpServerResponse response) {
        if (!response.closed() && written.get() < LONG_BODY) {
            response.write(CHUNK).onSuccess(done -> {
                written.addAndGet(CHUNK.length());
                write(response);
            });
        }
    }

    private static void flood(HttpServerResponse response) {
        if (!response.closed()) {
            response.write(CHUNK).onSuccess(written -> flood(response));
        }
    }
}
