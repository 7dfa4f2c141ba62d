package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.Apps;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import java.util.Optional;

/** Checks that a request has the id of a registered app of the product and one of its secrets. */
public final class ClientChecks {
    private static final GraphEnvelope UNKNOWN_APP = GraphEnvelope.of(
            400, 101, "Error validating application. Cannot get application info due to a system error.");
    public static final GraphEnvelope WRONG_SECRET = GraphEnvelope.of(400, 1, "Error validating client secret.");

    private final Apps apps;
    private final Provider provider;
    private final GraphErrors errors;

    public ClientChecks(Apps apps, Provider provider, GraphErrors errors) {
        this.apps = apps;
        this.provider = provider;
        this.errors = errors;
    }

    /** Empty if client id and secret are right. */
    public Optional<GraphEnvelope> problem(ApiRequest request) {
        Optional<RegisteredApp> app = apps.find(provider, request.parameter("client_id"));
        if (app.isEmpty()) {
            return Optional.of(UNKNOWN_APP);
        }
        return app.get().hasSecret(request.parameter("client_secret")) ? Optional.empty() : Optional.of(WRONG_SECRET);
    }

    public Optional<Answer> refusal(ApiRequest request) {
        return problem(request).map(errors::answer);
    }
}
