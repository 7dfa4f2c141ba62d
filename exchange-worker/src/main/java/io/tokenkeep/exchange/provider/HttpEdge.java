package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the providers. Every failure below it becomes an empty result, because the client's exceptions hold whole
 * request URIs, and those hold tokens. Redirects are not followed, and every wait and size has a bound. A call that is given up
 * also gives up its connection. Call it on an event loop.
 */
public final class HttpEdge implements AutoCloseable {

    /** A longer body counts as none. */
    public static final int MOST_BYTES = BoundedBody.MOST_BYTES;

    private final HttpClient http;
    private final Duration connectTimeout;
    private final Duration timeout;

    /**
     * @param timeout for a whole call, from asking for a connection to the last byte
     * @param connections largest number of connections per host; as many more calls wait for one, and further calls fail at
     *     once
     */
    public HttpEdge(Vertx vertx, Duration connectTimeout, Duration timeout, int connections) {
        this.timeout = timeout;
        this.connectTimeout = connectTimeout;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(timeout.toMillis()) * 2)
                .setDecompressionSupported(false)
                .setLogActivity(false);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(connections);
        this.http = vertx.createHttpClient(options, pool);
    }

    /** A GET with its parameters in the query. It is sent only if {@code allowed}, as {@link #post} is. */
    Future<Optional<HttpAnswer>> get(URI base, String path, Map<String, String> parameters, BooleanSupplier allowed) {
        return call(HttpMethod.GET, base + path + "?" + form(parameters), null, allowed);
    }

    /** A DELETE with its parameters in the query. It is sent only if {@code allowed}, as {@link #post} is. */
    Future<Optional<HttpAnswer>> delete(
            URI base, String path, Map<String, String> parameters, BooleanSupplier allowed) {
        return call(HttpMethod.DELETE, base + path + "?" + form(parameters), null, allowed);
    }

    /**
     * A POST with its parameters as an urlencoded body. {@code allowed} is asked when the connection is there, right before the
     * first byte; if it says no, nothing is sent. Empty if no whole answer came, or nothing was sent.
     */
    Future<Optional<HttpAnswer>> post(URI base, String path, Map<String, String> parameters, BooleanSupplier allowed) {
        return call(HttpMethod.POST, base + path, form(parameters), allowed);
    }

    private Future<Optional<HttpAnswer>> call(
            HttpMethod method, String uri, @Nullable String form, BooleanSupplier allowed) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri)
                .setConnectTimeout(connectTimeout.toMillis())
                .setIdleTimeout(timeout.toMillis())
                .putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "tokenkeep");
        HttpCall call = new HttpCall(form, allowed);
        return http.request(options)
                .compose(call::send)
                .compose(call::answer)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(Optional::of)
                .otherwise(Optional.empty())
                .onComplete(done -> call.end());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> encoded(p.getKey()) + '=' + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
