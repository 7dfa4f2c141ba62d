package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.oauth.CodeCall;
import io.tokenkeep.simulator.registry.Codes.Attempt;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** An authorization code for a short-lived token. Every presentation of a code is recorded. */
final class CodeEndpoint implements ApiEndpoint {
    private final World world;
    private final ClientChecks clients;
    private final ThreadsErrors errors;

    CodeEndpoint(World world, ClientChecks clients, ThreadsErrors errors) {
        this.world = world;
        this.clients = clients;
        this.errors = errors;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.CODE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.of("client_id", "client_secret", "code", "grant_type", "redirect_uri");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return new CodeCall(world, request, this::redeem);
    }

    private Answer redeem(ApiRequest request, Attempt attempt) {
        Optional<Answer> refused = clients.problem(request).map(errors::refusedClient);
        if (refused.isPresent()) {
            world.codes().note(attempt, Result.BAD_CLIENT);
            return refused.get();
        }
        String code = request.parameter("code");
        if (code == null) {
            return errors.flat("Missing required parameter: code");
        }
        Result result =
                world.codes().redeem(attempt, request.parameter("client_id", ""), request.parameter("redirect_uri"));
        if (result == Result.ISSUED) {
            return world.codes().find(code).map(this::issue).orElseGet(() -> errors.refusedCode(Result.USED));
        }
        if (result == Result.USED && world.switches().isOn(Switch.SECOND_USE_REVOKES)) {
            world.tokens().revokeFromCode(code);
        }
        return errors.refusedCode(result);
    }

    private Answer issue(GrantedCode code) {
        IssuedToken token = world.tokens().issueFor(code);
        var body = new JsonObject().put("access_token", token.value());
        if (!world.switches().isOn(Switch.K9_NO_TOKEN_TYPE)) {
            body.put("token_type", "bearer");
        }
        if (world.switches().isOn(Switch.CODE_ANSWER_HAS_EXPIRY)) {
            body.put(
                    "expires_in",
                    Duration.between(token.issuedAt(), token.expiresAt()).toSeconds());
        }
        boolean text = world.switches().isOn(Switch.K8_USER_ID_AS_STRING);
        body.put(
                "user_id",
                text ? code.person().idText() : Long.valueOf(code.person().id()));
        return Answer.json(body);
    }
}
