package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a fault rule from JSON: {@code endpoint} (default ANY), {@code kind}, {@code count} (default for ever),
 * {@code clientId}, {@code username}, {@code afterEffect}, and what the kind needs.
 */
public final class FaultReading {
    private static final Set<String> FIELDS = Set.of(
            "endpoint",
            "kind",
            "count",
            "clientId",
            "username",
            "afterEffect",
            "delay",
            "status",
            "code",
            "subcode",
            "message",
            "isTransient",
            "minutes",
            "retryAfterSeconds",
            "percent");

    private FaultReading() {}

    /** The kinds of fault in the control API. */
    enum Kind {
        LATENCY,
        LATENCY_AFTER,
        RESET_BEFORE,
        RESET_AFTER,
        HANG,
        HANG_AFTER,
        STATUS,
        TRANSIENT_400,
        GRAPH_ERROR,
        RATE_LIMIT,
        HTML,
        EMPTY_BODY,
        BLANK_TOKEN,
        MISSING_TOKEN,
        TRUNCATED,
        APP_USAGE,
        ENDLESS_BODY,
        FLOODING_BODY
    }

    /** Throws IllegalArgumentException with a message for the caller if a field is unknown or invalid. */
    public static FaultRule parse(JsonObject json) {
        var unknown = new TreeSet<>(json.fieldNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown fields " + unknown);
        }
        Endpoint endpoint = Endpoint.valueOf(json.getString("endpoint", "ANY").toUpperCase(Locale.ROOT));
        Kind kind = Kind.valueOf(json.getString("kind", "").toUpperCase(Locale.ROOT));
        Fault fault = fault(kind, json);
        return new FaultRule(
                endpoint,
                json.getBoolean("afterEffect", false) ? fault.afterEffect() : fault,
                json.getInteger("count", FaultRule.FOR_EVER),
                json.getString("clientId"),
                json.getString("username"));
    }

    private static Fault fault(Kind kind, JsonObject json) {
        return switch (kind) {
            case LATENCY -> Fault.latency(delay(json));
            case LATENCY_AFTER -> Fault.latencyAfter(delay(json));
            case RESET_BEFORE -> Fault.resetBefore();
            case RESET_AFTER -> Fault.resetAfter();
            case HANG -> Fault.hang();
            case HANG_AFTER -> Fault.hangAfter();
            case STATUS -> Fault.status(json.getInteger("status", 503));
            case TRANSIENT_400 -> Fault.transient400();
            case GRAPH_ERROR ->
                Fault.graphError(new GraphEnvelope(
                        json.getInteger("status", 400),
                        number(json, "code"),
                        json.getInteger("subcode"),
                        json.getString("message", "An error on demand"),
                        json.getBoolean("isTransient")));
            case RATE_LIMIT -> Fault.rateLimit(rateLimit(json));
            case HTML -> Fault.html();
            case EMPTY_BODY -> Fault.emptyBody();
            case BLANK_TOKEN -> Fault.blankToken();
            case MISSING_TOKEN -> Fault.missingToken();
            case TRUNCATED -> Fault.truncated();
            case APP_USAGE -> Fault.appUsage(number(json, "percent"));
            case ENDLESS_BODY -> Fault.endlessBody(delay(json));
            case FLOODING_BODY -> Fault.floodingBody();
        };
    }

    private static RateLimit rateLimit(JsonObject json) {
        RateLimit usual = RateLimit.of(json.getInteger("code", 4));
        return new RateLimit(
                usual.code(),
                json.getInteger("status", usual.status()),
                json.getInteger("minutes", usual.minutes()),
                json.getInteger("retryAfterSeconds"),
                json.getBoolean("isTransient", usual.isTransient()));
    }

    private static Duration delay(JsonObject json) {
        String text = json.getString("delay");
        if (text == null) {
            throw new IllegalArgumentException("this kind needs a delay, such as PT2S");
        }
        return Duration.parse(text);
    }

    private static int number(JsonObject json, String field) {
        Integer value = json.getInteger(field);
        if (value == null) {
            throw new IllegalArgumentException("this kind needs the field " + field);
        }
        return value;
    }
}
