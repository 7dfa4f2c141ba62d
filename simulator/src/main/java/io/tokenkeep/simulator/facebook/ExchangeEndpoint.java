package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.IssuedToken.Kind;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.World;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code fb_exchange_token}: exchanges a token for one that may live longer (K25). */
final class ExchangeEndpoint implements ApiEndpoint {
    static final String GRANT_TYPE = "fb_exchange_token";

    private final World world;
    private final ClientChecks clients;
    private final GraphErrors errors;
    private final TokenAnswer success;

    ExchangeEndpoint(World world, ClientChecks clients, GraphErrors errors) {
        this.world = world;
        this.clients = clients;
        this.errors = errors;
        this.success = new TokenAnswer(world);
    }

    @Override
    public Endpoint name(ApiRequest request) {
        boolean again =
                given(request).filter(token -> token.kind() == Kind.LONG_LIVED).isPresent();
        return again ? Endpoint.REFRESH : Endpoint.UPGRADE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.of("client_id", "client_secret", GRANT_TYPE, "grant_type")
                .or("set_token_expires_in_60_days");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        Subject subject = given(request)
                .map(token -> new Subject(token.clientId(), token.person().username()))
                .orElseGet(() -> new Subject(request.parameter("client_id"), null));
        return ApiCall.of(subject, () -> clients.refusal(request).orElseGet(() -> exchange(request)));
    }

    private Optional<IssuedToken> given(ApiRequest request) {
        return world.tokens()
                .find(request.parameter(GRANT_TYPE))
                .filter(token -> token.provider() == Provider.FACEBOOK);
    }

    private Answer exchange(ApiRequest request) {
        if (request.parameter(GRANT_TYPE) == null) {
            return errors.invalidParameter("fb_exchange_token parameter not specified");
        }
        Optional<IssuedToken> found = given(request)
                .flatMap(token -> world.tokens().use(token.value()))
                .filter(token -> token.clientId().equals(request.parameter("client_id")));
        if (found.isEmpty()) {
            return errors.unreadableToken();
        }
        IssuedToken token = found.get();
        Instant now = world.time().instant();
        OptionalInt dead = token.refusal(now);
        if (dead.isPresent()) {
            return errors.deadToken(dead.getAsInt(), token, now);
        }
        return switch (token.reach().type()) {
            case PAGE -> errors.invalidParameter("The token of a Page cannot be exchanged");
            case SYSTEM_USER -> ofSystemUser(request, token);
            case USER ->
                success.toExchange(
                        token.kind() == Kind.SHORT_LIVED
                                ? world.tokens().upgrade(token)
                                : world.tokens().exchangeAgain(token));
        };
    }

    /** The old token works until its own expiry. */
    private Answer ofSystemUser(ApiRequest request, IssuedToken token) {
        return "true".equals(request.parameter("set_token_expires_in_60_days")) && !token.neverExpires()
                ? success.toExchange(world.tokens().upgrade(token))
                : errors.invalidParameter("The token of a system user cannot be exchanged like that");
    }
}
