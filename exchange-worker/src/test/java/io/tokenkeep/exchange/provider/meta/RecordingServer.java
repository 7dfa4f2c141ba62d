package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Answers requests and remembers what came. */
final class RecordingServer {

    /** A request: query and form apart, as it makes a difference where a secret stands. */
    record Seen(String method, String path, Map<String, String> query, Map<String, String> form, MultiMap headers) {}

    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RecordingServer(Vertx vertx, Consumer<HttpServerResponse> answer) {
        this(vertx, (seen, response) -> answer.accept(response));
    }

    /** Answers each request by what it is. */
    RecordingServer(Vertx vertx, BiConsumer<Seen, HttpServerResponse> answer) {
        this.server = Waiting.on(vertx.createHttpServer()
                .requestHandler(request -> {
                    // Vert.x parses forms only where a method may have one.
                    if (request.method().equals(HttpMethod.POST)) {
                        request.setExpectMultipart(true);
                    }
                    request.endHandler(nothing -> {
                        Seen seen = seen(request);
                        requests.add(seen);
                        answer.accept(seen, request.response());
                    });
                })
                .listen(0, "127.0.0.1"));
    }

    static RecordingServer answering(Vertx vertx, String body) {
        return new RecordingServer(vertx, response -> {
            var unused = response.end(body);
        });
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    List<Seen> requests() {
        return List.copyOf(requests);
    }

    private static Seen seen(HttpServerRequest request) {
        return new Seen(
                request.method().name(),
                request.path(),
                map(request.params()),
                map(request.formAttributes()),
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
    }

    private static Map<String, String> map(MultiMap values) {
        Map<String, String> map = new TreeMap<>();
        values.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
