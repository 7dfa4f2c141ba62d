package io.tokenkeep.exchange.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed answer means: a pure function of the call, status, headers and body. Numbers decide; messages are
 * translated and change, so they only break the ties that numbers leave. Sources: Graph API error handling guide, Meta's
 * rate limiting page, and the flat envelope of the Threads and Instagram token endpoints.
 */
final class ErrorReading {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern REDIRECT = Pattern.compile("redirect[ _]ur[il]");
    private static final Pattern OTHER_REDIRECT = Pattern.compile("redirect[ _]ur[il] is identical");
    private static final Pattern APP = Pattern.compile("(client|app(lication)?)[ _]?id\\b|validating application");

    private ErrorReading() {}

    /** The failure in an answer that is no success. */
    static Failure read(Endpoint endpoint, HttpAnswer answer) {
        JsonNode body = Json.parse(answer.body());
        JsonNode error = body.path("error");
        Failure limited = limited(answer, error);
        if (limited != null) {
            return limited;
        }
        if (isTooMuch(error)) {
            return Failure.of(FailureKind.TOO_MUCH_DATA, Json.integer(error, "code"), null);
        }
        if (answer.status() >= 500) {
            return Failure.lost();
        }
        if (error.isObject()) {
            return graph(endpoint, error);
        }
        return body.isObject() && (body.has("error_message") || body.has("error_type"))
                ? flat(endpoint, body)
                : Failure.lost();
    }

    /** Comes as code 1 with a status of 500, as an outage does: only the words tell. */
    private static boolean isTooMuch(JsonNode error) {
        Integer code = Json.integer(error, "code");
        return code != null && code == 1 && message(error, "message").contains("reduce the amount of data");
    }

    /** Why inspection calls a token invalid: an error inside a success, with names of its own. */
    static Failure inspected(JsonNode error) {
        Integer code = Json.integer(error, "code");
        Integer subcode = Json.integer(error, "subcode");
        FailureKind kind = code == null
                ? FailureKind.REAUTHORIZE
                : GraphCodes.kind(Endpoint.INSPECT, code, subcode, message(error, "message"), false);
        // Whatever else it says, a token that is called invalid is no call that could be made better.
        return Failure.of(kind == FailureKind.BAD_REQUEST ? FailureKind.REAUTHORIZE : kind, code, subcode);
    }

    /** Looked at before anything else: a limit often calls itself transient too, and each further call prolongs it. */
    private static @Nullable Failure limited(HttpAnswer answer, JsonNode error) {
        Integer code = Json.integer(error, "code");
        Bucket bucket = GraphCodes.bucket(code);
        if (bucket == Bucket.NONE && answer.status() != TOO_MANY_REQUESTS) {
            return null;
        }
        Duration asked = RateHeaders.pause(answer.headers());
        return Failure.limited(
                code,
                Json.integer(error, "error_subcode"),
                bucket == Bucket.NONE ? Bucket.APP : bucket,
                asked == null ? GraphCodes.pause(code) : asked);
    }

    private static Failure graph(Endpoint endpoint, JsonNode error) {
        Integer code = Json.integer(error, "code");
        Integer subcode = Json.integer(error, "error_subcode");
        String message = message(error, "message");
        if (error.path("is_transient").asBoolean(false)) {
            return Failure.of(FailureKind.TRANSIENT, code, subcode);
        }
        FailureKind named = named(endpoint, message);
        if (named != null) {
            return Failure.of(named, code, subcode);
        }
        boolean notTransient = error.path("is_transient").isBoolean();
        return code == null
                ? Failure.lost()
                : Failure.of(GraphCodes.kind(endpoint, code, subcode, message, notTransient), code, subcode);
    }

    /** Its {@code code} is an HTTP status, not a Graph code, so it is not kept. */
    private static Failure flat(Endpoint endpoint, JsonNode body) {
        FailureKind named = named(endpoint, message(body, "error_message"));
        if (named != null) {
            return Failure.of(named, null, null);
        }
        Integer authorizeCode = Json.integer(body, "error_code");
        if (authorizeCode != null) {
            return Failure.of(FailureKind.MISCONFIGURED, authorizeCode, null);
        }
        return Failure.of(endpoint == Endpoint.EXCHANGE ? FailureKind.CODE_SPENT : FailureKind.BAD_REQUEST, null, null);
    }

    /** Complaints about secret, app or redirect URI come under several codes, so here the words decide. */
    private static @Nullable FailureKind named(Endpoint endpoint, String message) {
        if (message.contains("client secret")
                || message.contains("client_secret")
                || message.contains("invalid appsecret_proof")) {
            return FailureKind.SECRET_REFUSED;
        }
        // Instagram's word for an app or tester that is not set up. Elsewhere it is about one object.
        if (endpoint.isExchange() && message.contains("unsupported request - method type")) {
            return FailureKind.NOT_SET_UP;
        }
        // About one code: the app's other codes may have been got under the right one.
        if (endpoint == Endpoint.EXCHANGE && OTHER_REDIRECT.matcher(message).find()) {
            return FailureKind.REDIRECT_REFUSED;
        }
        boolean configuration = REDIRECT.matcher(message).find()
                || APP.matcher(message).find()
                || message.contains("invalid platform app")
                // "Require App Secret" is on.
                || message.contains("appsecret_proof");
        return configuration ? FailureKind.MISCONFIGURED : null;
    }

    private static String message(JsonNode node, String field) {
        return node.path(field).asText("").toLowerCase(Locale.ROOT);
    }
}
