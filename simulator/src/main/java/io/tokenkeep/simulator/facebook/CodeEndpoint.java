package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.oauth.CodeCall;
import io.tokenkeep.simulator.registry.Codes.Attempt;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exchanges a code for a token of a person or a system user. GET and POST, query, form and JSON are the same (K20). */
final class CodeEndpoint implements ApiEndpoint {
    private static final Pattern CODE = Pattern.compile("AQ[\\w-]{20,}");

    private final World world;
    private final ClientChecks clients;
    private final GraphErrors errors;
    private final TokenAnswer success;

    CodeEndpoint(World world, ClientChecks clients, GraphErrors errors) {
        this.world = world;
        this.clients = clients;
        this.errors = errors;
        this.success = new TokenAnswer(world);
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.CODE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.of("client_id", "client_secret", "code", "redirect_uri")
                .or("grant_type");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return new CodeCall(world, request, this::redeem);
    }

    private Answer redeem(ApiRequest request, Attempt attempt) {
        Optional<Answer> refused = clients.refusal(request);
        if (refused.isPresent()) {
            world.codes().note(attempt, Result.BAD_CLIENT);
            return refused.get();
        }
        String redirectUri = request.parameter("redirect_uri");
        if (redirectUri == null) {
            return errors.answer(191, "Missing redirect_uri parameter.");
        }
        String code = request.parameter("code");
        if (code == null || !CODE.matcher(code).matches()) {
            return errors.invalidParameter("Invalid verification code format.");
        }
        Result result = world.codes().redeem(attempt, request.parameter("client_id", ""), redirectUri);
        if (result == Result.ISSUED) {
            return world.codes().find(code).map(this::issue).orElseGet(() -> refuse(Result.USED));
        }
        if (result == Result.USED && world.switches().isOn(Switch.SECOND_USE_REVOKES)) {
            world.tokens().revokeFromCode(code);
        }
        return refuse(result);
    }

    private Answer issue(GrantedCode code) {
        return success.toCode(world.tokens().issueFor(code));
    }

    private Answer refuse(Result result) {
        return switch (result) {
            case EXPIRED -> refuse(36007, "This authorization code has expired.");
            case REDIRECT_MISMATCH ->
                refuse(
                        36008,
                        "Error validating verification code. Please make sure your redirect_uri is identical to the"
                                + " one you used in the OAuth dialog request");
            default -> refuse(36009, "This authorization code has been used.");
        };
    }

    private Answer refuse(int subcode, String message) {
        var error = GraphEnvelope.of(400, 100, message);
        return errors.answer(world.switches().isOn(Switch.NO_CODE_SUBCODES) ? error : error.withSubcode(subcode));
    }
}
