package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error as a provider wrote it, in one of several envelopes. Its message may quote the request, so it does not leave this
 * package and is not printed.
 *
 * @param envelope the form of the error
 * @param code the Graph API's code; null if there is none
 * @param subcode null if there is none, or if it is 0
 * @param status an HTTP status inside the envelope
 * @param name OAuth's name for the error (RFC 6749 5.2), or the type; blank if there is none
 * @param message all its texts, in lower case
 * @param isTransient null if the error does not say
 */
record GraphError(
        Envelope envelope,
        @Nullable Integer code,
        @Nullable Integer subcode,
        @Nullable Integer status,
        String name,
        String message,
        @Nullable Boolean isTransient) {

    /** The known forms of errors. */
    enum Envelope {
        GRAPH,
        /** The form of the token endpoints. */
        FLAT,
        OAUTH
    }

    private static final List<String> MESSAGES =
            List.of("message", "error_message", "error_msg", "error_description", "description");

    /** The error in a body; null if there is none that can be read. */
    static @Nullable GraphError of(JsonNode root) {
        JsonNode body = first(root);
        JsonNode error = first(body.path("error"));
        if (error.isObject()) {
            return graph(error);
        }
        if (error.isTextual()) {
            return oauth(body, error.textValue());
        }
        JsonNode errors = first(body.path("errors"));
        if (errors.isObject()) {
            return graph(errors);
        }
        if (errors.isTextual()) {
            return new GraphError(Envelope.GRAPH, null, null, null, "", lower(errors.textValue()), null);
        }
        JsonNode meta = body.path("meta");
        if (isFlat(meta)) {
            return flat(meta);
        }
        if (isFlat(body)) {
            return flat(body);
        }
        return body.has("message") && (body.has("code") || body.has("type")) ? graph(body) : null;
    }

    /** Why inspection calls a token invalid: an error inside a success, with its own name for the subcode. */
    static GraphError inspected(JsonNode error) {
        return graph(error);
    }

    private static GraphError graph(JsonNode error) {
        JsonNode isTransient = error.path("is_transient");
        return new GraphError(
                Envelope.GRAPH,
                number(error, "code", "error_code"),
                subcode(error),
                null,
                lower(error.path("type").asText("")),
                message(error),
                error.hasNonNull("is_transient") ? (Boolean) isTransient.asBoolean(false) : null);
    }

    /** The {@code code} is an HTTP status if it can be one, otherwise a Graph code. */
    private static GraphError flat(JsonNode body) {
        Integer code = number(body, "code");
        boolean isStatus = code != null && code >= 400 && code < 600;
        Integer authorizeCode = number(body, "error_code");
        return new GraphError(
                Envelope.FLAT,
                authorizeCode == null && !isStatus ? code : authorizeCode,
                subcode(body),
                isStatus ? code : null,
                lower(body.path("error_type").asText("")),
                message(body),
                null);
    }

    private static GraphError oauth(JsonNode body, String name) {
        String message = lower(name).replace('_', ' ') + ' ' + message(body);
        return new GraphError(
                Envelope.OAUTH,
                number(body, "error_code"),
                subcode(body),
                null,
                lower(name).strip(),
                message,
                null);
    }

    private static boolean isFlat(JsonNode node) {
        return node.isObject()
                && Stream.of("error_message", "error_type", "error_code", "error_msg")
                        .anyMatch(node::has);
    }

    private static JsonNode first(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    private static @Nullable Integer number(JsonNode node, String... fields) {
        return Stream.of(fields)
                .map(field -> Json.integer(node, field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer subcode(JsonNode node) {
        Integer subcode = number(node, "error_subcode", "subcode");
        return subcode == null || subcode == 0 ? null : subcode;
    }

    private static String message(JsonNode node) {
        return MESSAGES.stream()
                .map(field -> node.path(field).asText(""))
                .filter(message -> !message.isBlank())
                .map(GraphError::lower)
                .collect(Collectors.joining(" "));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "GraphError[" + envelope + ", " + code + ", " + subcode + "]";
    }
}
