package io.tokenkeep.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that says what a test wants it to say, path by path; what it has no answer for is a 503. */
final class ScriptedGraph implements AutoCloseable {

    private final Map<String, Function<MultiMap, String>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = Waiting.on(vertx.createHttpServer()
            .requestHandler(request -> {
                request.setExpectMultipart(request.method().name().equals("POST"));
                request.endHandler(ended -> {
                    asked.add(request.method() + " " + request.path());
                    Function<MultiMap, String> answer = answers.get(request.path());
                    String body =
                            answer == null ? "" : answer.apply(request.params().addAll(request.formAttributes()));
                    int status = answer == null ? 503 : body.startsWith("{\"error\"") ? 400 : 200;
                    var unused = request.response().setStatusCode(status).end(body);
                });
            })
            .listen(0, "127.0.0.1"));

    ScriptedGraph on(String path, Function<MultiMap, String> answer) {
        answers.put(path, answer);
        return this;
    }

    ScriptedGraph on(String path, String answer) {
        return on(path, parameters -> answer);
    }

    /** From now on it is not answered. */
    void silence(String path) {
        answers.remove(path);
    }

    /** Method and path of each request so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
