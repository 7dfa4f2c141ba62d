package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to providers. Whatever goes wrong below it becomes an empty result: the client's exceptions hold whole
 * request URIs, and those hold tokens. Redirects are not followed, every wait and every size is bounded. Thread-safe.
 */
public final class HttpEdge implements AutoCloseable {

    /** Ten times the longest answer there should be. */
    private static final int MOST_BYTES = 256 * 1024;

    private final WebClient client;
    private final Duration timeout;

    /**
     * @param timeout for a whole call, from asking for a connection to the last byte
     * @param connections most connections per host; as many more calls wait for one, further ones fail at once
     */
    public HttpEdge(Vertx vertx, Duration connectTimeout, Duration timeout, int connections) {
        this.timeout = timeout;
        WebClientOptions options = new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgent("tokenkeep")
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(timeout.toMillis()) * 2)
                .setDecompressionSupported(false)
                .setLogActivity(false);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(connections);
        this.client = WebClient.create(vertx, options, pool);
    }

    /** A GET with its parameters in the query. Empty when no whole answer came. */
    Future<Optional<HttpAnswer>> get(URI base, String path, Map<String, String> parameters) {
        HttpRequest<Buffer> request = client.requestAbs(HttpMethod.GET, base + path);
        parameters.forEach(request::addQueryParam);
        return answer(request, null);
    }

    /** A POST with its parameters as an urlencoded body. Empty when no whole answer came. */
    Future<Optional<HttpAnswer>> post(URI base, String path, Map<String, String> parameters) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap().addAll(parameters);
        return answer(client.requestAbs(HttpMethod.POST, base + path), form);
    }

    private Future<Optional<HttpAnswer>> answer(HttpRequest<Buffer> request, @Nullable MultiMap form) {
        BoundedBody body = new BoundedBody(MOST_BYTES);
        HttpRequest<Void> ready = request.putHeader("Accept", "application/json")
                .timeout(timeout.toMillis())
                .as(BodyCodec.pipe(body));
        Future<HttpResponse<Void>> response = form == null ? ready.send() : ready.sendForm(form);
        return response.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(r -> body.overflown()
                        ? Optional.<HttpAnswer>empty()
                        : Optional.of(new HttpAnswer(r.statusCode(), r.headers(), body.text())))
                .otherwise(Optional.empty());
    }

    @Override
    public void close() {
        client.close();
    }
}
