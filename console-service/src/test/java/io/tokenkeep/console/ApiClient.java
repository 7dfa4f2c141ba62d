package io.tokenkeep.console;

import io.tokenkeep.console.api.ApiRoutes;
import io.tokenkeep.console.api.PositionWait;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A program that calls the API over real HTTP. Every answer is checked against the contract. */
final class ApiClient {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final OpenAPIContract contract;
    private final ResponseValidator validator;
    private final URI base;
    private final Map<String, String> headers = new TreeMap<>();

    /** An answer; {@code json} is empty where there is no body. */
    record Answer(int status, JsonObject json, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The problem's type without its prefix, after the status. */
        String problem() {
            return status + " " + json.getString("type", "").replace("urn:tokenkeep:problem:", "");
        }

        String position() {
            return header(PositionWait.HEADER);
        }
    }

    /** The connection ended before an answer came. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1;

        private NoAnswer(String request, Exception cause) {
            super("no answer to " + request, cause);
        }
    }

    ApiClient(Vertx vertx, int port, String key) {
        this.contract = ApiRoutes.contract(vertx)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        this.validator = ResponseValidator.create(vertx, contract);
        this.base = URI.create("http://127.0.0.1:" + port + ApiRoutes.BASE);
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
    }

    /** A header for every further request. */
    ApiClient with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    ApiClient without(String name) {
        headers.remove(name);
        return this;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, JsonObject body) {
        return send("POST", path, body.encode());
    }

    Answer put(String path, JsonObject body) {
        return send("PUT", path, body.encode());
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body, "application/json");
    }

    Answer send(String method, String path, @Nullable String body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TestConsole.LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new NoAnswer(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        check(method, path.replaceAll("\\?.*", ""), response);
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonObject json = isJson ? new JsonObject(response.body()) : new JsonObject();
        return new Answer(response.statusCode(), json, response);
    }

    /** A path that the contract does not know has no form of an answer but that of a problem, which is the same everywhere. */
    private void check(String method, String path, HttpResponse<String> response) {
        Operation operation = contract.findOperation(ApiRoutes.BASE + path, HttpMethod.valueOf(method));
        String id = operation == null ? "showCaller" : operation.getOperationId();
        if (operation == null && response.statusCode() < 400) {
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse(null);
        Map<String, String> sent = new TreeMap<>();
        response.headers().map().forEach((name, values) -> sent.put(name, values.get(0)));
        ValidatableResponse answer = response.body().isEmpty()
                ? ValidatableResponse.create(response.statusCode(), sent)
                : ValidatableResponse.create(response.statusCode(), sent, Buffer.buffer(response.body()), type);
        validator.validate(answer, id).toCompletionStage().toCompletableFuture().join();
    }
}
