package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one way out to providers. Whatever goes wrong below it becomes an empty result: the client's exceptions hold whole
 * request URIs, and those hold tokens. Redirects are not followed, every wait and every size is bounded. Thread-safe.
 */
public final class HttpEdge implements AutoCloseable {

    /** Inspection of somebody with 20,000 Pages names each of them with several permissions. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final String USER_AGENT = "tokenkeep";

    private final HttpClient http;
    private final WebClient client;
    private final Duration connectTimeout;
    private final Duration timeout;

    /**
     * @param timeout for a whole call, from asking for a connection to the last byte
     * @param connections most connections per host; as many more calls wait for one, further ones fail at once
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
        this.client = WebClient.wrap(
                http, new WebClientOptions().setFollowRedirects(false).setUserAgent(USER_AGENT));
    }

    /** A GET with its parameters in the query. Empty when no whole answer came. */
    Future<Optional<HttpAnswer>> get(URI base, String path, Map<String, String> parameters) {
        return inQuery(HttpMethod.GET, base, path, parameters);
    }

    /** A DELETE with its parameters in the query. Empty when no whole answer came. */
    Future<Optional<HttpAnswer>> delete(URI base, String path, Map<String, String> parameters) {
        return inQuery(HttpMethod.DELETE, base, path, parameters);
    }

    private Future<Optional<HttpAnswer>> inQuery(
            HttpMethod method, URI base, String path, Map<String, String> parameters) {
        HttpRequest<Buffer> request = client.requestAbs(method, base + path);
        parameters.forEach(request::addQueryParam);
        BoundedBody body = new BoundedBody(MOST_BYTES);
        return request.putHeader("Accept", "application/json")
                .timeout(timeout.toMillis())
                .as(BodyCodec.pipe(body))
                .send()
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(response -> answer(response.statusCode(), response.headers(), body))
                .otherwise(Optional.empty());
    }

    /** A GET with its parameters in the query that is sent only while {@code allowed}, as {@link #post} is. */
    Future<Optional<HttpAnswer>> get(URI base, String path, Map<String, String> parameters, BooleanSupplier allowed) {
        return gated(HttpMethod.GET, base + path + "?" + form(parameters), HttpClientRequest::send, allowed);
    }

    /**
     * A POST with its parameters as an urlencoded body. Asked once the connection is there, right before the first byte:
     * a request that is {@code allowed} no more is not sent, however long the way to a connection took. Empty when no
     * whole answer came, or nothing was sent.
     */
    Future<Optional<HttpAnswer>> post(URI base, String path, Map<String, String> parameters, BooleanSupplier allowed) {
        return gated(
                HttpMethod.POST,
                base + path,
                request -> request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send(Buffer.buffer(form(parameters))),
                allowed);
    }

    private Future<Optional<HttpAnswer>> gated(
            HttpMethod method,
            String uri,
            Function<HttpClientRequest, Future<HttpClientResponse>> send,
            BooleanSupplier allowed) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri)
                .setConnectTimeout(connectTimeout.toMillis())
                .setIdleTimeout(timeout.toMillis())
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", USER_AGENT);
        BoundedBody body = new BoundedBody(MOST_BYTES);
        AtomicBoolean over = new AtomicBoolean();
        return http.request(options)
                // A connection that comes after the time-out finds nobody who would hear the answer.
                .compose(request -> !over.get() && allowed.getAsBoolean() ? send.apply(request) : withheld(request))
                .compose(response -> response.pipeTo(body).map(response))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(response -> answer(response.statusCode(), response.headers(), body))
                .otherwise(Optional.empty())
                .onComplete(done -> over.set(true));
    }

    private static Future<HttpClientResponse> withheld(HttpClientRequest request) {
        return request.reset().compose(nothing -> Future.failedFuture("withheld"));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> encoded(p.getKey()) + '=' + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<HttpAnswer> answer(int status, MultiMap headers, BoundedBody body) {
        return body.overflown() ? Optional.empty() : Optional.of(new HttpAnswer(status, headers, body.text()));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
