package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Json;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads what headers say about limits. The pause of a limited answer is Retry-After in seconds (RFC 9110 10.2.3), otherwise the
 * largest number of minutes among the business use cases (Meta's rate limiting page). The usage is the used share of the app's
 * own allowance. No side effects.
 */
final class GraphRateHeaders {

    private static final List<String> USE_CASE_HEADERS = List.of("X-Business-Use-Case-Usage", "X-Business-Use-Case");

    private static final String APP_USAGE = "X-App-Usage";
    private static final List<String> ALLOWANCES = List.of("call_count", "total_time", "total_cputime");
    private static final int FULL = 100;

    private static final Duration LONGEST = Duration.ofDays(1);

    private GraphRateHeaders() {}

    static @Nullable Duration pause(MultiMap headers) {
        String retryAfter = headers.get("Retry-After");
        if (retryAfter != null && retryAfter.strip().matches("\\d{1,6}")) {
            Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
            // A pause of zero does not help an app that called too often. Our own backoff decides then.
            return asked.isZero() ? null : bounded(asked);
        }
        long minutes = 0;
        for (String name : USE_CASE_HEADERS) {
            String value = headers.get(name);
            for (JsonNode object : value == null ? Json.parse("[]") : Json.parse(value)) {
                for (JsonNode entry : object) {
                    minutes = Math.max(
                            minutes,
                            entry.path("estimated_time_to_regain_access").asLong(0));
                }
            }
        }
        return minutes <= 0 ? null : bounded(Duration.ofMinutes(Math.min(minutes, LONGEST.toMinutes())));
    }

    /** The highest usage among the app's allowances, in percent (Meta's rate limiting page); empty if no header says. */
    static OptionalInt usage(MultiMap headers) {
        String value = headers.get(APP_USAGE);
        if (value == null) {
            return OptionalInt.empty();
        }
        JsonNode usage = Json.parse(value);
        return ALLOWANCES.stream()
                .map(usage::path)
                .filter(JsonNode::isNumber)
                .mapToInt(percent -> (int) Math.min(FULL, Math.max(0, percent.asDouble())))
                .max();
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
