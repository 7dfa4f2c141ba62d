package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Reach.Type;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;

/** Ends a system user's token, which no person can end by removing the app. */
final class RevokeEndpoint implements ApiEndpoint {
    private final World world;
    private final ClientChecks clients;
    private final Callers callers;

    RevokeEndpoint(World world, ClientChecks clients, Callers callers) {
        this.world = world;
        this.clients = clients;
        this.callers = callers;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.REVOKE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken("client_id", "client_secret", "revoke_token");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(callers.subjectOf(request), () -> clients.refusal(request)
                .orElseGet(() -> callers.withLiving(request, caller -> revoke(request))));
    }

    private Answer revoke(ApiRequest request) {
        String value = request.parameter("revoke_token");
        boolean fits = world.tokens()
                .find(value)
                .filter(token -> token.reach().type() == Type.SYSTEM_USER)
                .filter(token -> token.clientId().equals(request.parameter("client_id")))
                .isPresent();
        if (!fits) {
            return callers.errors().invalidParameter("(#100) revoke_token must be a token of a system user");
        }
        world.tokens().revoke(token -> token.value().equals(value), IssuedToken.INVALID);
        return Answer.json(new JsonObject().put("success", true));
    }
}
