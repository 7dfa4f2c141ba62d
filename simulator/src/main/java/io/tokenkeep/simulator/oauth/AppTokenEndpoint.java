package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;

/** An app's own token, for calls that are about no person. */
public final class AppTokenEndpoint implements ApiEndpoint {
    private final World world;
    private final ClientChecks clients;

    public AppTokenEndpoint(World world, ClientChecks clients) {
        this.world = world;
        this.clients = clients;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.APP_TOKEN;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.of("client_id", "client_secret", "grant_type");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(new Subject(request.parameter("client_id"), null), () -> clients.refusal(request)
                .orElseGet(() -> issue(request)));
    }

    private Answer issue(ApiRequest request) {
        RegisteredApp app = world.apps().find(request.parameter("client_id")).orElseThrow();
        return Answer.json(
                new JsonObject().put("access_token", world.appToken(app)).put("token_type", "bearer"));
    }
}
