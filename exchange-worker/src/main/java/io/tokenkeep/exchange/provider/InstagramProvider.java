package io.tokenkeep.exchange.provider;

import static io.tokenkeep.exchange.provider.AppCalls.parameters;

import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Instagram Login (Meta's page "Business Login for Instagram"). Codes are exchanged at a host of their own; there is no
 * inspection and no way to revoke. Stateless but for the secret that worked last; thread-safe.
 */
public final class InstagramProvider implements Provider {

    /** What the documentation promises; used only when the answer does not tell, as nobody else can be asked. */
    private static final Duration DOCUMENTED_LIFETIME = Duration.ofDays(60);

    private static final Duration DOCUMENTED_GRANT = Duration.ofDays(90);

    private final AppConfig app;
    private final ClientSecrets secrets;
    private final AppCalls calls;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public InstagramProvider(HttpEdge http, AppConfig app, LongSupplier nanoTime, Calls calls) {
        this.app = app;
        this.secrets = new ClientSecrets(app.clientSecrets(), calls);
        this.calls = new AppCalls(http, nanoTime, calls);
    }

    @Override
    public Optional<Duration> grant() {
        return Optional.of(DOCUMENTED_GRANT);
    }

    @Override
    public Future<Reply<ShortLived>> exchange(Secret code, String redirectUri, BooleanSupplier allowed) {
        return secrets.call(secret -> calls.post(
                new Call<>(
                        Endpoint.EXCHANGE,
                        app.tokenUri(),
                        "/oauth/access_token",
                        AppCalls.codeGrant(app.clientId(), secret, redirectUri, code),
                        InstagramAnswers::shortLived),
                allowed));
    }

    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived) {
        return secrets.call(secret -> calls.get(new Call<>(
                Endpoint.UPGRADE,
                app.graphUri(),
                "/access_token",
                parameters(
                        "grant_type", "ig_exchange_token",
                        "client_secret", secret.reveal(),
                        "access_token", shortLived.reveal()),
                answer -> longLived(Endpoint.UPGRADE, answer))));
    }

    @Override
    public Future<Reply<LongLived>> refresh(Secret longLived) {
        return calls.get(new Call<>(
                Endpoint.REFRESH,
                app.graphUri(),
                "/refresh_access_token",
                parameters("grant_type", "ig_refresh_token", "access_token", longLived.reveal()),
                answer -> longLived(Endpoint.REFRESH, answer)));
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return calls.get(new Call<>(
                Endpoint.ME,
                app.graphUri(),
                "/me",
                parameters("fields", "id,user_id,username,name", "access_token", token.reveal()),
                InstagramAnswers::profile));
    }

    private static Reply<LongLived> longLived(Endpoint endpoint, HttpAnswer answer) {
        return TokenAnswers.longLived(endpoint, answer)
                .match(
                        issued -> {
                            Duration stated = issued.expiresIn();
                            return Reply.given(
                                    stated == null
                                            ? new LongLived(issued.token(), DOCUMENTED_LIFETIME, true)
                                            : new LongLived(issued.token(), stated, false));
                        },
                        Reply::failed);
    }
}
