package io.tokenkeep.cli.api;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API. Immutable.
 *
 * @param path below the API's address, with each part encoded
 * @param query in the order in which it is sent
 * @param contentType of the body; empty where there is none
 * @param ifMatch the version that the caller has seen, in quotation marks
 * @param repeatable whether a repetition with the same Idempotency-Key is safe by contract; false for calls that take no such key
 */
public record ApiCall(
        String method,
        String path,
        List<Parameter> query,
        ByteBuffer body,
        String contentType,
        @Nullable String ifMatch,
        boolean repeatable) {

    public static final String JSON = "application/json";
    public static final String CSV = "text/csv";
    public static final String JSON_LINES = "application/x-ndjson";

    /** A part of the query. */
    public record Parameter(String name, String value) {}

    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    public static ApiCall get(String path) {
        return new ApiCall("GET", path, List.of(), NONE, "", null, false);
    }

    public static ApiCall post(String path) {
        return new ApiCall("POST", path, List.of(), NONE, "", null, true);
    }

    public static ApiCall put(String path) {
        return new ApiCall("PUT", path, List.of(), NONE, "", null, false);
    }

    public static ApiCall delete(String path) {
        return new ApiCall("DELETE", path, List.of(), NONE, "", null, false);
    }

    /** A path of a collection and an id, which may contain any character. */
    public static String path(String collection, String id) {
        return "/" + collection + "/" + part(id);
    }

    /** A part of a path, which may contain any character. */
    public static String part(String id) {
        // A plus is a space in a query alone. Two dots alone would be a step in the path.
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
    }

    /** With this parameter, unless it has no value. */
    public ApiCall with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        List<Parameter> more = new ArrayList<>(query);
        more.add(new Parameter(name, value.toString()));
        return new ApiCall(method, path, List.copyOf(more), body, contentType, ifMatch, repeatable);
    }

    public ApiCall with(List<Parameter> parameters) {
        ApiCall call = this;
        for (Parameter parameter : parameters) {
            call = call.with(parameter.name(), parameter.value());
        }
        return call;
    }

    public ApiCall body(String type, byte[] content) {
        ByteBuffer held = ByteBuffer.wrap(content).asReadOnlyBuffer();
        return new ApiCall(method, path, query, held, type, ifMatch, repeatable);
    }

    public ApiCall ifMatch(long version) {
        return new ApiCall(method, path, query, body, contentType, "\"" + version + "\"", repeatable);
    }

    /** For the operations that repeat safely by themselves and take no Idempotency-Key. */
    public ApiCall withoutIdempotencyKey() {
        return new ApiCall(method, path, query, body, contentType, ifMatch, false);
    }

    byte[] content() {
        byte[] content = new byte[body.remaining()];
        body.duplicate().get(content);
        return content;
    }

    String pathAndQuery() {
        String text = query.stream()
                .map(part -> part.name() + "=" + URLEncoder.encode(part.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + "?" + text;
    }
}
