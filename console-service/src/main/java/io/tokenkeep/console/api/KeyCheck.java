package io.tokenkeep.console.api;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.caller.ApiKeys;
import io.tokenkeep.console.caller.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller of a request by its API key (RFC 6750 2.1), and bounds the requests of each key. Wrong keys are not counted:
 * 256 random bits cannot be found by trying, and a refusal is cheaper than a count. For any event loop.
 */
public final class KeyCheck {

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
    private static final String CALLER = "tokenkeep.caller";

    private final ApiKeys keys;
    private final CallLimits calls;

    /** {@code nanoTime}: a clock that only runs forward, in nanoseconds. */
    public KeyCheck(ApiKeys keys, ApiConfig config, LongSupplier nanoTime) {
        this.keys = keys;
        this.calls =
                new CallLimits(2L * config.callsPerSecond(), config.callsPerSecond(), Duration.ofSeconds(1), nanoTime);
    }

    /** The caller whom {@link #check} found. */
    static Caller caller(RoutingContext ctx) {
        return ctx.get(CALLER);
    }

    /** Passes the request on, or fails with a {@link Problem.Refused}. */
    void check(RoutingContext ctx) {
        ApiKeyText key = key(ctx.request().getHeader(HttpHeaders.AUTHORIZATION)).orElseThrow(() -> Problem.unauthorized(
                        "Send the header Authorization: Bearer, and an API key as it was shown when it was made.")
                .exception());
        Caller caller = keys.find(key).orElseThrow(this::unknown);
        if (!calls.passes(caller.keyId())) {
            throw Problem.rateLimited("This API key calls too often. Wait a second.")
                    .exception();
        }
        ctx.put(CALLER, caller);
        ctx.next();
    }

    private Problem.Refused unknown() {
        Problem problem = keys.isComplete()
                ? Problem.unauthorized("The API key is unknown, revoked or expired.")
                : Problem.notReady("This instance has not read all API keys yet.");
        return problem.exception();
    }

    private static Optional<ApiKeyText> key(@Nullable String header) {
        Matcher form = BEARER.matcher(header == null ? "" : header);
        return form.matches() ? ApiKeyText.parse(form.group(1)) : Optional.empty();
    }
}
