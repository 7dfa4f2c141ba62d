package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.AppCalls.parameters;
import static io.tokenkeep.exchange.provider.AppCalls.segment;
import static io.tokenkeep.exchange.provider.meta.AppSecretProof.proven;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.OwnToken;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.Revoked;
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
import org.jspecify.annotations.Nullable;

/**
 * Facebook Login (Meta's pages "Manually build a login flow", "Long-lived access tokens" and "Secure requests"). Facebook has
 * no refresh: a token is exchanged again, which may change nothing. Inspection, by the app's own token, decides whether a token
 * is exchanged at all. Stateless except for the secret that worked last; thread-safe.
 */
public final class FacebookProvider implements Provider {

    private static final String SYSTEM_USER = "SYSTEM_USER";

    private final AppConfig app;
    private final ClientSecrets secrets;
    private final AppCalls calls;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public FacebookProvider(HttpEdge http, AppConfig app, InstantSource clock, LongSupplier nanoTime, Calls calls) {
        this.app = app;
        this.secrets = new ClientSecrets(app.client().secrets(), calls);
        this.calls = new AppCalls(http, nanoTime, calls, GraphRateHeaders::usage);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Empty: inspection states it. */
    @Override
    public Optional<Duration> grant() {
        return Optional.empty();
    }

    @Override
    public boolean hasPages() {
        return true;
    }

    @Override
    public Optional<String> pagesScope() {
        return Optional.of(FacebookPageSearch.SCOPE);
    }

    @Override
    public Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed) {
        return secrets.call(secret -> calls.get(
                new Call<>(
                        Endpoint.EXCHANGE,
                        app.endpoints().token(),
                        "/oauth/access_token",
                        parameters(
                                "client_id", app.client().id(),
                                "redirect_uri", grant.redirectUri(),
                                "client_secret", secret.reveal(),
                                "code", grant.code().reveal()),
                        FacebookAnswers::shortLived),
                allowed));
    }

    /** A business's token is not upgraded. A token without an end must not be exchanged. */
    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt) {
        return inspected(
                shortLived,
                inspection -> SYSTEM_USER.equals(inspection.type())
                        ? Future.succeededFuture(dated(shortLived, inspection, inspection))
                        : exchanged(Endpoint.UPGRADE, shortLived, inspection, Map.of()));
    }

    @Override
    public Future<Reply<LongLived>> refresh(Secret longLived) {
        return inspected(
                longLived,
                inspection -> exchanged(
                        Endpoint.REFRESH,
                        longLived,
                        inspection,
                        SYSTEM_USER.equals(inspection.type())
                                ? Map.of("set_token_expires_in_60_days", "true")
                                : Map.of()));
    }

    /** In every call here, a refused proof is a refused secret, and another secret may be accepted. */
    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return secrets.call(secret -> calls.get(new Call<>(
                Endpoint.ME,
                app.endpoints().api(),
                "/me",
                proven(secret, token, Map.of("fields", "id,name")),
                GraphTokenAnswers::profile)));
    }

    @Override
    public boolean inspectsEveryToken() {
        return true;
    }

    @Override
    public Future<Reply<Inspection>> inspect(Secret token) {
        return secrets.call(secret -> {
            Secret ofTheApp = Secret.of(app.client().id() + "|" + secret.reveal());
            return calls.get(new Call<>(
                    Endpoint.INSPECT,
                    app.endpoints().api(),
                    "/debug_token",
                    proven(secret, ofTheApp, Map.of("input_token", token.reveal())),
                    FacebookAnswers::inspection));
        });
    }

    @Override
    public boolean hasOwnToken() {
        return true;
    }

    @Override
    public Future<Reply<OwnToken>> ownToken() {
        return GraphOwnTokenCall.make(app, secrets, calls);
    }

    @Override
    public Future<PageList> pages(Secret token, String personId, Duration longest) {
        PageCalls ofPerson = new FacebookPageCalls(
                this::inspect, secrets, calls, app.endpoints().api(), token, longest, nanoTime);
        return new FacebookPageSearch(ofPerson, segment(personId), clock.instant()).run();
    }

    /** A person's grant is deleted as a whole. A business's token is revoked alone, because no person granted it. */
    @Override
    public Future<Reply<Revoked>> revoke(Secret token, String personId) {
        return secrets.call(secret -> app.consent().systemUser()
                ? calls.get(new Call<>(
                        Endpoint.REVOKE,
                        app.endpoints().api(),
                        "/oauth/revoke",
                        proven(
                                secret,
                                token,
                                parameters(
                                        "client_id", app.client().id(),
                                        "client_secret", secret.reveal(),
                                        "revoke_token", token.reveal())),
                        FacebookAnswers::revoked))
                : calls.delete(new Call<>(
                        Endpoint.REVOKE,
                        app.endpoints().api(),
                        "/" + segment(personId) + "/permissions",
                        proven(secret, token, Map.of()),
                        FacebookAnswers::revoked)));
    }

    /** A token without an end stays as it is. Only a token with an end is passed to {@code then}. */
    private Future<Reply<LongLived>> inspected(Secret token, Function<Inspection, Future<Reply<LongLived>>> then) {
        return inspect(token)
                .compose(reply -> reply.then(inspection -> {
                    Failure problem = inspection.problem();
                    if (problem != null) {
                        return Future.succeededFuture(Reply.failed(problem));
                    }
                    return inspection.endless()
                            ? Future.succeededFuture(dated(token, inspection, inspection))
                            : then.apply(inspection);
                }));
    }

    private Future<Reply<LongLived>> exchanged(
            Endpoint endpoint, Secret token, Inspection before, Map<String, String> more) {
        return secrets.call(secret -> {
                    Map<String, String> parameters = parameters(
                            "grant_type", "fb_exchange_token",
                            "client_id", app.client().id(),
                            "client_secret", secret.reveal(),
                            "fb_exchange_token", token.reveal());
                    parameters.putAll(more);
                    return calls.get(new Call<>(
                            endpoint,
                            app.endpoints().token(),
                            "/oauth/access_token",
                            parameters,
                            answer -> FacebookAnswers.longLived(endpoint, answer)));
                })
                .compose(reply -> reply.then(issued -> withLifetime(issued, token, before)));
    }

    /**
     * A missing lifetime is neither zero nor 60 days: the token may have no end. If the token that was sent comes back, the
     * lifetime beside it may be that of a new token. Only inspection decides.
     */
    private Future<Reply<LongLived>> withLifetime(GraphTokenAnswers.Extended issued, Secret sent, Inspection before) {
        Duration stated = issued.expiresIn();
        if (stated != null && !issued.token().equals(sent)) {
            return Future.succeededFuture(Reply.given(
                    new LongLived(issued.token(), stated, false, before.dataAccessExpiresAt(), before.scopes())));
        }
        return inspect(issued.token())
                .map(reply -> reply.match(after -> dated(issued.token(), after, before), Reply::failed));
    }

    /** The token with the end that inspection states. Without any stated end, or past its end, the result is a failure. */
    private Reply<LongLived> dated(Secret token, Inspection inspection, Inspection before) {
        Failure problem = inspection.problem();
        if (problem != null) {
            return Reply.failed(problem);
        }
        Instant end = inspection.expiresAt();
        if (end == null && !inspection.endless()) {
            return Reply.failed(Failure.lost());
        }
        Duration left = end == null ? null : Duration.between(clock.instant(), end);
        if (left != null && (left.isNegative() || left.isZero())) {
            return Reply.failed(Failure.of(FailureKind.REAUTHORIZE, null, null));
        }
        Instant dataAccess = inspection.dataAccessExpiresAt();
        return Reply.given(new LongLived(
                token,
                left,
                false,
                dataAccess == null ? before.dataAccessExpiresAt() : dataAccess,
                inspection.scopes().isEmpty() ? before.scopes() : inspection.scopes()));
    }
}
