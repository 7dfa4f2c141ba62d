package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.AppCalls.parameters;
import static io.tokenkeep.exchange.provider.meta.AppSecretProof.proven;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Instagram Login (Meta's page "Business Login for Instagram"). Codes are exchanged at a separate host. There is no inspection
 * and no way to revoke. Stateless except for the secret that worked last; thread-safe.
 */
public final class InstagramProvider implements Provider {

    private static final Duration DOCUMENTED_GRANT = Duration.ofDays(90);

    private final AppConfig app;
    private final ClientSecrets secrets;
    private final AppCalls calls;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public InstagramProvider(HttpEdge http, AppConfig app, LongSupplier nanoTime, Calls calls) {
        this.app = app;
        this.secrets = new ClientSecrets(app.client().secrets(), calls);
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
                        InstagramAnswers::shortLived),
                allowed));
    }

    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt) {
        return longLived(
                Endpoint.UPGRADE,
                "/access_token",
                secret -> proven(
                        secret,
                        shortLived,
                        parameters("grant_type", "ig_exchange_token", "client_secret", secret.reveal())));
    }

    @Override
    public Future<Reply<LongLived>> refresh(Secret longLived) {
        return longLived(
                Endpoint.REFRESH,
                "/refresh_access_token",
                secret -> proven(secret, longLived, Map.of("grant_type", "ig_refresh_token")));
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return secrets.call(secret -> calls.get(new Call<>(
                Endpoint.ME,
                app.endpoints().api(),
                "/me",
                proven(secret, token, Map.of("fields", "id,user_id,username,name")),
                InstagramAnswers::profile)));
    }

    /** Instagram has no inspection, so only the answer can state a lifetime. */
    private Future<Reply<LongLived>> longLived(
            Endpoint endpoint, String path, Function<Secret, Map<String, String>> parameters) {
        return secrets.call(secret -> calls.get(new Call<>(
                        endpoint,
                        app.endpoints().api(),
                        path,
                        parameters.apply(secret),
                        answer -> GraphTokenAnswers.longLived(endpoint, answer))))
                .compose(reply -> reply.then(issued -> {
                    Duration stated = issued.expiresIn();
                    return stated == null
                            ? MetaDocumentedLifetime.of(issued, this::me)
                            : Future.succeededFuture(Reply.given(new LongLived(issued.token(), stated, false)));
                }));
    }
}
