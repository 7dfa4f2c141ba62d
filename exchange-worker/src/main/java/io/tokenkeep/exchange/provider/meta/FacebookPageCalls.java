package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The calls about one person's Pages, with that person's token and within a bounded time. Thread-safe. */
final class FacebookPageCalls implements PageCalls {

    private final Function<Secret, Future<Reply<Inspection>>> inspect;
    private final ClientSecrets secrets;
    private final AppCalls calls;
    private final URI graph;
    private final Secret token;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final long began;

    /**
     * @param inspect asks the provider about a token
     * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
     */
    FacebookPageCalls(
            Function<Secret, Future<Reply<Inspection>>> inspect,
            ClientSecrets secrets,
            AppCalls calls,
            URI graph,
            Secret token,
            Duration longest,
            LongSupplier nanoTime) {
        this.inspect = inspect;
        this.secrets = secrets;
        this.calls = calls;
        this.graph = graph;
        this.token = token;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public Future<Reply<Part>> part(Endpoint endpoint, String path, Map<String, String> parameters) {
        return get(endpoint, path, parameters, answer -> FacebookAnswers.pages(endpoint, answer, token));
    }

    @Override
    public Future<Reply<PageGrant>> page(String id, FacebookPageRequest.Fields fields) {
        return get(
                Endpoint.PAGE,
                "/" + AppCalls.segment(id),
                Map.of("fields", fields.text()),
                answer -> FacebookAnswers.page(answer, token));
    }

    @Override
    public Future<Reply<Inspection>> inspection() {
        return inspect.apply(token);
    }

    @Override
    public boolean inTime() {
        return nanoTime.getAsLong() - began < longest.toNanos();
    }

    private <T> Future<Reply<T>> get(
            Endpoint endpoint, String path, Map<String, String> parameters, Function<HttpAnswer, Reply<T>> reading) {
        return secrets.call(secret -> calls.get(
                new Call<>(endpoint, graph, path, AppSecretProof.proven(secret, token, parameters), reading)));
    }
}
