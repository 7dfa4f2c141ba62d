package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The calls of one app: sends requests, reports them to {@link Calls}, and reads the answers. Thread-safe. */
public final class AppCalls {

    private final HttpEdge http;
    private final LongSupplier nanoTime;
    private final Calls calls;
    private final Function<MultiMap, OptionalInt> usage;

    /**
     * One request to a provider.
     *
     * @param reading reads a reply from the answer; without an answer the reply is {@link Failure#lost} or
     *     {@link Failure#notSent}
     */
    public record Call<T>(
            Endpoint endpoint,
            URI base,
            String path,
            Map<String, String> parameters,
            Function<HttpAnswer, Reply<T>> reading) {
        @Override
        public String toString() {
            return "Call[" + endpoint + "]";
        }
    }

    /**
     * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
     * @param usage how much of the app's own allowance is used, in percent, by an answer's headers
     */
    public AppCalls(HttpEdge http, LongSupplier nanoTime, Calls calls, Function<MultiMap, OptionalInt> usage) {
        this.usage = usage;
        this.http = http;
        this.nanoTime = nanoTime;
        this.calls = calls;
    }

    public <T> Future<Reply<T>> get(Call<T> call) {
        return get(call, () -> true);
    }

    /** Sends the request only if {@code allowed} says so right before the first byte. */
    public <T> Future<Reply<T>> get(Call<T> call, BooleanSupplier allowed) {
        return send(call, allowed, sending -> http.get(call.base(), call.path(), call.parameters(), sending));
    }

    /** Sends the request only if {@code allowed} says so right before the first byte. */
    public <T> Future<Reply<T>> post(Call<T> call, BooleanSupplier allowed) {
        return send(call, allowed, sending -> http.post(call.base(), call.path(), call.parameters(), sending));
    }

    public <T> Future<Reply<T>> delete(Call<T> call) {
        return send(call, () -> true, sending -> http.delete(call.base(), call.path(), call.parameters(), sending));
    }

    /** The form that presents a code (RFC 6749 4.1.3, RFC 7636 4.5), with the app's credentials in it. */
    public static Map<String, String> codeGrant(String clientId, Secret secret, CodeGrant grant) {
        Map<String, String> form = parameters(
                "client_id",
                clientId,
                "client_secret",
                secret.reveal(),
                "grant_type",
                "authorization_code",
                "redirect_uri",
                grant.redirectUri(),
                "code",
                grant.code().reveal());
        Secret verifier = grant.codeVerifier();
        if (verifier != null) {
            form.put("code_verifier", verifier.reveal());
        }
        return form;
    }

    /** The parameters of a call with a token, with the proof that the caller has the app's secret. */
    public static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    /** An id, encoded as a segment of a path. */
    public static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private <T> Future<Reply<T>> send(
            Call<T> call, BooleanSupplier allowed, Function<BooleanSupplier, Future<Optional<HttpAnswer>>> sending) {
        calls.sent();
        long began = nanoTime.getAsLong();
        AtomicBoolean sent = new AtomicBoolean();
        BooleanSupplier asked = () -> {
            sent.set(allowed.getAsBoolean());
            return sent.get();
        };
        return sending.apply(asked).map(answer -> {
            Reply<T> reply = answer.map(call.reading())
                    .orElseGet(() -> Reply.failed(sent.get() ? Failure.lost() : Failure.notSent()));
            calls.answered(
                    call.endpoint(),
                    reply.match(given -> null, failure -> failure),
                    answer.map(a -> usage.apply(a.headers())).orElse(OptionalInt.empty()),
                    Duration.ofNanos(nanoTime.getAsLong() - began));
            return reply;
        });
    }
}
