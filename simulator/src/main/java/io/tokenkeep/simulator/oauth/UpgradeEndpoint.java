package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.IssuedToken.Kind;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;

/** Exchanges a short-lived token for a long-lived one. Requires the app's secret and no client id. */
public final class UpgradeEndpoint implements ApiEndpoint {
    private final World world;
    private final TokenChecks tokens;
    private final Product product;
    private final GraphErrors errors;
    private final LongLivedAnswer success;

    public UpgradeEndpoint(World world, Product product, TokenChecks tokens, GraphErrors errors) {
        this.world = world;
        this.tokens = tokens;
        this.product = product;
        this.errors = errors;
        this.success = new LongLivedAnswer(world.switches());
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.UPGRADE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken("grant_type", "client_secret");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(tokens.subjectOf(request.accessToken()), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (!request.isGet() && !world.switches().isOn(Switch.K12_LENIENT_UPGRADE)) {
            return errors.invalidParameter(product.unsupported(request.verb()));
        }
        if (!product.upgradeGrant().equals(request.parameter("grant_type"))) {
            return errors.invalidParameter("Invalid grant_type");
        }
        if (request.accessToken() == null) {
            return errors.invalidParameter("The parameter access_token is required");
        }
        Optional<Answer> foreign = tokens.isForeign(request.accessToken()) ? product.foreignToken() : Optional.empty();
        if (foreign.isPresent()) {
            return foreign.get();
        }
        return tokens.withLivingAndSecret(request, living -> upgrade(request, living));
    }

    private Answer upgrade(ApiRequest request, IssuedToken token) {
        boolean secretFits = world.apps()
                .find(token.clientId())
                .filter((RegisteredApp app) -> app.hasSecret(request.parameter("client_secret")))
                .isPresent();
        if (!secretFits) {
            return product.wrongSecret();
        }
        Optional<Answer> barred = product.barredUpgrade(token);
        if (barred.isPresent()) {
            return barred.get();
        }
        if (token.kind() == Kind.LONG_LIVED) {
            return errors.answer(
                    452,
                    "Session key invalid. This could be because the session key has an incorrect format, or because"
                            + " the user has revoked this session");
        }
        return success.of(world.tokens().upgrade(token));
    }
}
