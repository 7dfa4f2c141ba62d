package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.AppCalls.parameters;
import static io.tokenkeep.exchange.provider.meta.AppSecretProof.proven;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.OwnToken;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads (Meta's pages "Get access tokens" and "Long-lived tokens" of the Threads API). Short-lived tokens live an hour.
 * Long-lived tokens live 60 days and can be extended after their first day. Stateless except for the secret that worked last;
 * thread-safe.
 */
public final class ThreadsProvider implements Provider {

    private static final int SESSION_KEY_INVALID = 452;

    private static final Duration DOCUMENTED_GRANT = Duration.ofDays(90);

    private final AppConfig app;
    private final ClientSecrets secrets;
    private final InstantSource clock;
    private final AppCalls calls;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public ThreadsProvider(HttpEdge http, AppConfig app, InstantSource clock, LongSupplier nanoTime, Calls calls) {
        this.app = app;
        this.secrets = new ClientSecrets(app.client().secrets(), calls);
        this.clock = clock;
        this.calls = new AppCalls(http, nanoTime, calls, GraphRateHeaders::usage);
    }

    @Override
    public Optional<Duration> grant() {
        return Optional.of(DOCUMENTED_GRANT);
    }

    @Override
    public Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed) {
        return secrets.call(secret -> calls.post(
                new Call<>(
                        Endpoint.EXCHANGE,
                        app.endpoints().token(),
                        "/oauth/access_token",
                        AppCalls.codeGrant(app.client().id(), secret, grant),
                        GraphTokenAnswers::shortLived),
                allowed));
    }

    /**
     * A token from the dashboard is already long-lived. Threads refuses its upgrade with 452; inspection then says so, and the
     * token is kept as it is.
     */
    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt) {
        return secrets.call(secret -> get(
                        Endpoint.UPGRADE,
                        "/access_token",
                        proven(
                                secret,
                                shortLived,
                                parameters("grant_type", "th_exchange_token", "client_secret", secret.reveal())),
                        answer -> GraphTokenAnswers.longLived(Endpoint.UPGRADE, answer)))
                .compose(reply -> reply.match(
                        this::withLifetime,
                        failure -> isSessionKeyInvalid(failure)
                                ? alreadyLongLived(shortLived, failure)
                                : Future.succeededFuture(Reply.failed(failure))));
    }

    @Override
    public Future<Reply<LongLived>> refresh(Secret longLived) {
        return secrets.call(secret -> get(
                        Endpoint.REFRESH,
                        "/refresh_access_token",
                        proven(secret, longLived, Map.of("grant_type", "th_refresh_token")),
                        answer -> GraphTokenAnswers.longLived(Endpoint.REFRESH, answer)))
                .compose(reply ->
                        reply.match(this::withLifetime, failure -> decided(failure, () -> profile(longLived))));
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return profile(token)
                .compose(reply -> reply.match(
                        profile -> Future.succeededFuture(reply),
                        failure -> decided(failure, () -> inspectedAlive(token))));
    }

    private Future<Reply<Profile>> profile(Secret token) {
        return secrets.call(secret -> get(
                Endpoint.ME,
                "/v1.0/me",
                proven(secret, token, Map.of("fields", "id,username,name")),
                GraphTokenAnswers::profile));
    }

    /** Threads answers only for testers of the app, so a refusal says nothing about the token. */
    @Override
    public Future<Reply<Inspection>> inspect(Secret token) {
        return secrets.call(secret -> get(
                Endpoint.INSPECT,
                "/v1.0/debug_token",
                proven(secret, token, Map.of("input_token", token.reveal())),
                GraphTokenAnswers::inspection));
    }

    @Override
    public boolean hasOwnToken() {
        return true;
    }

    @Override
    public Future<Reply<OwnToken>> ownToken() {
        return GraphOwnTokenCall.make(app, secrets, calls);
    }

    /**
     * Threads may answer "does not exist" for a dead token, but also for other things. So a second, different call decides: the
     * token is dead if that call is refused for the token, or does not exist either.
     */
    private static <T> Future<Reply<T>> decided(Failure first, Supplier<? extends Future<? extends Reply<?>>> second) {
        if (!first.missing()) {
            return Future.succeededFuture(Reply.failed(first));
        }
        return second.get()
                .map(reply -> Reply.failed(reply.match(
                        given -> first,
                        failure -> failure.missing()
                                ? failure.as(FailureKind.REAUTHORIZE)
                                : endsTheToken(failure) ? failure : first)));
    }

    private Future<Reply<Inspection>> inspectedAlive(Secret token) {
        return inspect(token)
                .map(reply -> reply.match(
                        inspection -> {
                            Failure problem = inspection.problem();
                            return problem == null ? reply : Reply.<Inspection>failed(problem);
                        },
                        failure -> reply));
    }

    private static boolean endsTheToken(Failure failure) {
        return failure.kind() == FailureKind.REAUTHORIZE || failure.kind() == FailureKind.USER_ACTION;
    }

    /** If the answer has no lifetime, or one that makes no sense, inspection is asked. */
    private Future<Reply<LongLived>> withLifetime(GraphTokenAnswers.Extended issued) {
        Duration stated = issued.expiresIn();
        if (stated != null) {
            return Future.succeededFuture(Reply.given(new LongLived(issued.token(), stated, false)));
        }
        return inspect(issued.token())
                .compose(reply -> reply.match(
                        inspection -> inspected(issued, inspection),
                        failure -> MetaDocumentedLifetime.of(issued, this::me)));
    }

    private Future<Reply<LongLived>> inspected(GraphTokenAnswers.Extended issued, Inspection inspection) {
        Failure problem = inspection.problem();
        if (problem != null) {
            return Future.succeededFuture(Reply.failed(problem));
        }
        return left(inspection)
                .map(time -> Future.succeededFuture(Reply.given(new LongLived(issued.token(), time, false))))
                .orElseGet(() -> MetaDocumentedLifetime.of(issued, this::me));
    }

    private Future<Reply<LongLived>> alreadyLongLived(Secret token, Failure refusal) {
        return inspect(token)
                .map(reply -> reply.match(
                        inspection -> left(inspection)
                                .filter(time -> inspection.valid() && time.compareTo(Duration.ofDays(1)) > 0)
                                .map(time -> Reply.given(new LongLived(token, time, false)))
                                .orElse(Reply.failed(refusal)),
                        failure -> Reply.failed(refusal)));
    }

    private Optional<Duration> left(Inspection inspection) {
        return Optional.ofNullable(inspection.expiresAt())
                .map(end -> Duration.between(clock.instant(), end))
                .filter(time -> !time.isNegative());
    }

    private static boolean isSessionKeyInvalid(Failure failure) {
        Integer code = failure.code();
        Integer subcode = failure.subcode();
        return (code != null && code == SESSION_KEY_INVALID) || (subcode != null && subcode == SESSION_KEY_INVALID);
    }

    private <T> Future<Reply<T>> get(
            Endpoint endpoint, String path, Map<String, String> parameters, Function<HttpAnswer, Reply<T>> reading) {
        return calls.get(new Call<>(endpoint, app.endpoints().api(), path, parameters, reading));
    }
}
