package io.tokenkeep.quickstart.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.AppCalls.Call;
import io.tokenkeep.exchange.provider.ClientSecrets;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Json;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ProviderParts;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The made-up provider's calls: the answer to a code is the long-lived token, and a refresh token extends it. Thread-safe. */
final class PlainOAuthProvider implements Provider {

    private final AppConfig app;
    private final ClientSecrets secrets;
    private final AppCalls calls;
    private final InstantSource clock;

    PlainOAuthProvider(AppConfig app, ProviderParts parts) {
        this.app = app;
        this.secrets = new ClientSecrets(app.client().secrets(), parts.calls());
        this.calls = new AppCalls(parts.http(), parts.nanoTime(), parts.calls(), headers -> OptionalInt.empty());
        this.clock = parts.clock();
    }

    @Override
    public Optional<Duration> grant() {
        return Optional.empty();
    }

    @Override
    public Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed) {
        return secrets.call(secret -> calls.post(
                new Call<>(
                        Endpoint.EXCHANGE,
                        app.endpoints().token(),
                        "/token",
                        AppCalls.codeGrant(app.client().id(), secret, grant),
                        answer -> read(
                                answer,
                                FailureKind.CODE_SPENT,
                                body -> new ShortLived(
                                        Secret.of(body.path("access_token").asText()),
                                        null,
                                        List.of(),
                                        Json.seconds(body, "expires_in"),
                                        List.of(body.path("scope").asText().split(" ", -1)),
                                        refreshToken(body)))),
                allowed));
    }

    @Override
    public Future<Reply<LongLived>> upgrade(Secret answered, @Nullable Instant expiresAt) {
        Duration left = expiresAt == null ? null : Duration.between(clock.instant(), expiresAt);
        return Future.succeededFuture(Reply.given(new LongLived(answered, left, false, null, List.of())));
    }

    @Override
    public Future<Reply<LongLived>> refreshWith(Secret refreshToken, BooleanSupplier allowed) {
        return secrets.call(secret -> calls.post(
                new Call<>(
                        Endpoint.REFRESH,
                        app.endpoints().token(),
                        "/token",
                        AppCalls.parameters(
                                "grant_type", "refresh_token",
                                "client_id", app.client().id(),
                                "client_secret", secret.reveal(),
                                "refresh_token", refreshToken.reveal()),
                        answer -> read(
                                answer,
                                FailureKind.REAUTHORIZE,
                                body -> new LongLived(
                                        Secret.of(body.path("access_token").asText()),
                                        Json.seconds(body, "expires_in"),
                                        false,
                                        null,
                                        List.of(),
                                        refreshToken(body)))),
                allowed));
    }

    private static Secret refreshToken(JsonNode body) {
        return Secret.of(body.path("refresh_token").asText());
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return calls.get(new Call<>(
                Endpoint.ME,
                app.endpoints().api(),
                "/me",
                Map.of("access_token", token.reveal()),
                answer -> read(
                        answer,
                        FailureKind.REAUTHORIZE,
                        body -> new Profile(
                                body.path("sub").asText(), body.path("name").asText()))));
    }

    /** RFC 6749 5.2: a refusal has an error code as text. */
    private static <T> Reply<T> read(HttpAnswer answer, FailureKind invalidGrant, Function<JsonNode, T> reading) {
        if (answer.isSuccess()) {
            return Reply.given(reading.apply(Json.success(answer)));
        }
        FailureKind kind =
                switch (Json.parse(answer.body()).path("error").asText()) {
                    case "invalid_grant" -> invalidGrant;
                    case "invalid_client" -> FailureKind.SECRET_REFUSED;
                    default -> FailureKind.BAD_REQUEST;
                };
        return Reply.failed(answer.status() >= 500 ? Failure.lost() : Failure.of(kind, null, null));
    }
}
