package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Json;
import io.tokenkeep.exchange.provider.meta.GraphError.Envelope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a failed answer means, from the call, the status, the headers and the body. Numbers decide first. Messages are
 * translated and change, so they decide only if the numbers leave a choice. Sources: Graph API error handling guide, Meta's
 * rate limiting page, the flat envelope of the Threads and Instagram token endpoints, and RFC 6749 5.2. No side effects.
 */
final class GraphErrorClassifier {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;

    private GraphErrorClassifier() {}

    /** The failure in an answer that is not a success. */
    static Failure read(Endpoint endpoint, HttpAnswer answer) {
        GraphError error = GraphError.of(Json.parse(answer.body()));
        Failure limited = limited(answer, error);
        if (limited != null) {
            return limited;
        }
        if (error != null && isTooMuch(error)) {
            return Failure.of(FailureKind.TOO_MUCH_DATA, error.code(), null);
        }
        int status = answer.status();
        if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_EARLY) {
            return Failure.lost();
        }
        return error == null ? unknown(endpoint, status) : failure(endpoint, error);
    }

    /** This refusal comes as code 1 with a status of 500, as an outage does. Only the message differs. */
    private static boolean isTooMuch(GraphError error) {
        Integer code = error.code();
        return code != null && code == 1 && error.message().contains("reduce the amount of data");
    }

    /** Why inspection calls a token invalid; the answer itself is a success. */
    static Failure inspected(JsonNode body) {
        GraphError error = GraphError.inspected(body);
        Integer code = error.code();
        FailureKind kind = code == null
                ? FailureKind.REAUTHORIZE
                : GraphCodes.kind(Endpoint.INSPECT, code, error.subcode(), error.message(), false);
        // Inspection calls the token invalid, so a better request would not help.
        return suspicious(
                Failure.of(kind == FailureKind.BAD_REQUEST ? FailureKind.REAUTHORIZE : kind, code, error.subcode()));
    }

    /**
     * An error in no known form. On a call that exchanges a code or a token it is a refusal, because presenting a code again is
     * never the answer to a refusal. On other calls it may be a gateway's page, which says nothing about the token.
     */
    private static Failure unknown(Endpoint endpoint, int status) {
        boolean refusal = status >= 400 && endpoint.isExchange();
        return refusal ? Failure.of(FailureKind.BAD_REQUEST, null, null) : Failure.unreadable();
    }

    /** Limits are checked first. A limit often calls itself transient too, and each further call prolongs it. */
    private static @Nullable Failure limited(HttpAnswer answer, @Nullable GraphError error) {
        Integer code = error == null ? null : error.code();
        Bucket bucket = bucket(answer, error);
        if (bucket == Bucket.NONE) {
            return null;
        }
        Duration asked = GraphRateHeaders.pause(answer.headers());
        Integer subcode = error == null ? null : error.subcode();
        return suspicious(Failure.limited(code, subcode, bucket, asked == null ? GraphCodes.pause(code) : asked));
    }

    private static Failure suspicious(Failure failure) {
        return GraphCodes.isSuspicion(failure.code(), failure.subcode()) ? failure.asSuspicion() : failure;
    }

    private static Bucket bucket(HttpAnswer answer, @Nullable GraphError error) {
        Bucket ofError = error == null ? Bucket.NONE : bucket(error);
        return ofError == Bucket.NONE && answer.status() == TOO_MANY_REQUESTS ? Bucket.APP : ofError;
    }

    /** A message about a limit counts only without a code. It is about the person unless it names the app. */
    private static Bucket bucket(GraphError error) {
        Bucket coded = GraphCodes.bucket(error.code(), error.message());
        if (coded != Bucket.NONE || error.code() != null) {
            return coded;
        }
        Integer inside = error.status();
        if (error.name().contains("ratelimit") || GraphErrorMessages.nameALimit(error.message())) {
            return GraphErrorMessages.nameTheApp(error.message()) ? Bucket.APP : Bucket.USER;
        }
        return inside != null && inside == TOO_MANY_REQUESTS ? Bucket.APP : Bucket.NONE;
    }

    private static Failure failure(Endpoint endpoint, GraphError error) {
        Integer code = error.code() == null ? GraphCodes.codeOf(error.subcode()) : error.code();
        FailureKind kind = Boolean.TRUE.equals(error.isTransient())
                ? FailureKind.TRANSIENT
                : code == null ? uncoded(endpoint, error) : coded(endpoint, code, error);
        Failure failure = Failure.of(kind, error.code(), error.subcode());
        return kind == FailureKind.BAD_REQUEST && GraphErrorMessages.nameSomethingMissing(error.message())
                ? failure.asMissing()
                : failure;
    }

    private static FailureKind coded(Endpoint endpoint, int code, GraphError error) {
        if (!GraphCodes.isDecisive(code, error.subcode())) {
            FailureKind blamed = GraphCodes.blamed(code, error.message());
            FailureKind named = blamed == null ? GraphErrorMessages.named(endpoint, error.message()) : blamed;
            if (named != null) {
                return named;
            }
        }
        return GraphCodes.kind(endpoint, code, error.subcode(), error.message(), error.isTransient() != null);
    }

    private static FailureKind uncoded(Endpoint endpoint, GraphError error) {
        FailureKind byMessage = byMessage(endpoint, error.message());
        if (byMessage != null) {
            return byMessage;
        }
        boolean exchange = endpoint == Endpoint.EXCHANGE;
        return switch (error.name()) {
            case "oauthaccesstokenexception", "invalid_token" ->
                exchange ? FailureKind.BAD_REQUEST : FailureKind.REAUTHORIZE;
            case "invalid_grant" -> exchange ? FailureKind.CODE_SPENT : FailureKind.REAUTHORIZE;
            case "invalid_client" -> FailureKind.SECRET_REFUSED;
            case "unauthorized_client" -> FailureKind.MISCONFIGURED;
            case "oauthpermissionsexception", "invalid_scope", "insufficient_scope", "access_denied" ->
                FailureKind.PERMISSION_MISSING;
            case "server_error", "temporarily_unavailable" -> FailureKind.TRANSIENT;
            default -> unnamed(endpoint, error);
        };
    }

    private static @Nullable FailureKind byMessage(Endpoint endpoint, String message) {
        FailureKind named = GraphErrorMessages.named(endpoint, message);
        FailureKind session = named == null ? GraphErrorMessages.session(message) : named;
        return session == null ? GraphErrorMessages.blamed(message) : session;
    }

    /**
     * The token endpoints refuse a code with messages that change. So a flat refusal that names no other reason is about the
     * code.
     */
    private static FailureKind unnamed(Endpoint endpoint, GraphError error) {
        boolean flat = error.envelope() == Envelope.FLAT;
        if (error.message().contains("permission")) {
            return FailureKind.PERMISSION_MISSING;
        }
        if (endpoint != Endpoint.EXCHANGE) {
            return FailureKind.BAD_REQUEST;
        }
        if (flat && GraphErrorMessages.nameARole(error.message())) {
            return FailureKind.NOT_SET_UP;
        }
        return flat || GraphErrorMessages.nameTheCode(error.message())
                ? FailureKind.CODE_SPENT
                : FailureKind.BAD_REQUEST;
    }
}
