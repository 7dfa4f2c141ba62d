package io.tokenkeep.console.api;

import io.tokenkeep.console.caller.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request, checked against the contract. */
public final class ApiRequest {

    private final String operation;
    private final Caller caller;
    private final ValidatedRequest request;
    private final Content content;

    /** A body as it came, and its media type. */
    record Content(@Nullable String type, @Nullable Buffer body) {}

    ApiRequest(String operation, Caller caller, ValidatedRequest request, Content content) {
        this.operation = operation;
        this.caller = caller;
        this.request = request;
        this.content = content;
    }

    /** A change that the service makes by itself. It has no parameters and no body. */
    public static ApiRequest ofService(String operation) {
        return new ApiRequest(operation, Caller.SERVICE, new NoInput(), new Content(null, null));
    }

    /** The operationId of the contract, or the name of a change that the service makes by itself. */
    public String operation() {
        return operation;
    }

    public Caller caller() {
        return caller;
    }

    /** A parameter of the path, decoded. */
    public String path(String name) {
        return text(request.getPathParameters(), name)
                .orElseThrow(() -> new IllegalArgumentException("The contract has no path parameter " + name));
    }

    public Optional<String> query(String name) {
        return text(request.getQuery(), name);
    }

    public int queryNumber(String name, int otherwise) {
        RequestParameter parameter = request.getQuery().get(name);
        return parameter == null || parameter.isNull() ? otherwise : parameter.getInteger();
    }

    /** A parameter of the query that may be repeated; empty if it is missing. */
    public List<String> queryList(String name) {
        RequestParameter parameter = request.getQuery().get(name);
        return parameter == null || parameter.isNull()
                ? List.of()
                : parameter.getJsonArray().stream().map(String::valueOf).toList();
    }

    /** All parameters of the path and of the query as one text, which is the same for the same parameters. */
    public String parameters() {
        return values(request.getPathParameters()) + values(request.getQuery());
    }

    private static String values(Map<String, RequestParameter> parameters) {
        Map<String, String> values = new TreeMap<>();
        parameters.forEach((name, value) -> values.put(name, String.valueOf(value.get())));
        return values.toString();
    }

    public Optional<String> header(String name) {
        return text(request.getHeaders(), name);
    }

    /** The body of a request whose contract asks for an object. */
    public JsonObject body() {
        return request.getBody().getJsonObject();
    }

    /** The body as it came; empty if there is none. */
    public String content() {
        Buffer body = content.body();
        return body == null ? "" : body.toString(StandardCharsets.UTF_8);
    }

    /** Whether the body is JSON in lines; otherwise it is of the other type that the contract names. */
    public boolean isJsonLines() {
        String type = content.type();
        return type != null && MediaTypes.isJsonLines(type);
    }

    private static Optional<String> text(Map<String, RequestParameter> parameters, String name) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .map(value -> String.valueOf(value.get()))
                .findFirst();
    }

    private static final class NoInput implements ValidatedRequest {

        @Override
        public Map<String, RequestParameter> getCookies() {
            return Map.of();
        }

        @Override
        public Map<String, RequestParameter> getPathParameters() {
            return Map.of();
        }

        @Override
        public Map<String, RequestParameter> getQuery() {
            return Map.of();
        }

        @Override
        public Map<String, RequestParameter> getHeaders() {
            return Map.of();
        }

        @Override
        public RequestParameter getBody() {
            throw new IllegalStateException("the service's own changes have no body");
        }
    }
}
