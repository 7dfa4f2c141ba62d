package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit as Meta answers it: a Graph error with one of the codes 4, 17, 32, 341, 613 or 8000x, {@code
 * X-App-Usage} at 100 where the app is limited, for 8000x the business use case header with minutes, and a {@code
 * Retry-After} if wanted. Codes 4 and 17 have {@code is_transient: true} by default, as Meta's do.
 */
public record RateLimit(
        int code,
        int status,
        @Nullable Integer minutes,
        @Nullable Integer retryAfterSeconds,
        @Nullable Boolean isTransient) {
    /** In the answers that no call of the simulator made by itself. */
    static final String TRACE_ID = "AFaultOnDemand000";

    private static final int FIRST_BUSINESS_USE_CASE = 80_000;
    private static final int FULL = 100;
    private static final int USUAL = 28;
    private static final int CUSTOM_LIMIT = 613;

    public RateLimit(int code, int status, @Nullable Integer minutes, @Nullable Integer retryAfterSeconds) {
        this(code, status, minutes, retryAfterSeconds, saysTransient(code) ? true : null);
    }

    public static RateLimit of(int code) {
        return new RateLimit(code, 400, code >= FIRST_BUSINESS_USE_CASE ? 5 : null, null);
    }

    /** Sets {@code is_transient}; null omits it. */
    public RateLimit withTransient(@Nullable Boolean value) {
        return new RateLimit(code, status, minutes, retryAfterSeconds, value);
    }

    Answer answer() {
        Answer answer = withAppUsage(
                new GraphEnvelope(status, code, null, message(), isTransient).answer(TRACE_ID),
                isOfApp() ? FULL : USUAL);
        if (minutes != null) {
            var entry = usage(FULL).put("type", useCase()).put("estimated_time_to_regain_access", minutes);
            var useCases = new JsonObject().put("17841400000000000", new JsonArray().add(entry));
            answer = answer.with("x-business-use-case-usage", useCases.encode());
        }
        return retryAfterSeconds == null ? answer : answer.with("Retry-After", retryAfterSeconds.toString());
    }

    /** The header with the app's usage in percent. */
    static Answer withAppUsage(Answer answer, int percent) {
        return answer.with("x-app-usage", usage(percent).encode());
    }

    private static JsonObject usage(int percent) {
        return new JsonObject()
                .put("call_count", percent)
                .put("total_cputime", 25)
                .put("total_time", 25);
    }

    private static boolean saysTransient(int code) {
        return code == 4 || code == 17;
    }

    private String useCase() {
        return switch (code) {
            case FIRST_BUSINESS_USE_CASE -> "ads_insights";
            case 80_001, 32 -> "pages";
            case 80_003 -> "custom_audience";
            case 80_004 -> "ads_management";
            case 80_005 -> "leadgen";
            case 80_006 -> "messenger";
            default -> "instagram";
        };
    }

    /** Whether the limit is the app's, and not a person's or an object's. */
    private boolean isOfApp() {
        return code == 4 || code == 341 || code == 368;
    }

    private String message() {
        return switch (code) {
            case 4 -> "(#4) Application request limit reached";
            case 17 -> "(#17) User request limit reached";
            case 32 -> "(#32) Page request limit reached";
            case CUSTOM_LIMIT -> "(#613) Calls to this api have exceeded the rate limit.";
            default -> "(#" + code + ") There have been too many calls. Wait a bit and try again.";
        };
    }
}
