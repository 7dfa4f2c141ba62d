package io.tokenkeep.simulator.instagram;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.oauth.CodeCall;
import io.tokenkeep.simulator.registry.Codes.Attempt;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Exchanges a code for a short-lived token, answered in any of eight shapes (K31). POST only. */
final class CodeEndpoint implements ApiEndpoint {
    private final World world;
    private final InstagramProduct product;

    CodeEndpoint(World world, InstagramProduct product) {
        this.world = world;
        this.product = product;
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
        boolean post = HttpMethod.POST.equals(request.method());
        return post ? new CodeCall(world, request, this::redeem) : ApiCall.of(Subject.UNKNOWN, product::misleading);
    }

    private Answer redeem(ApiRequest request, Attempt attempt) {
        Optional<RegisteredApp> app = world.apps().find(Provider.INSTAGRAM, request.parameter("client_id"));
        if (app.isEmpty() || !app.get().hasSecret(request.parameter("client_secret"))) {
            world.codes().note(attempt, Result.BAD_CLIENT);
            return app.isEmpty() ? InstagramProduct.flat("Invalid platform app") : product.wrongSecret();
        }
        if (!"authorization_code".equals(request.parameter("grant_type"))) {
            return InstagramProduct.flat("Invalid grant_type");
        }
        String code = request.parameter("code");
        if (code == null) {
            return InstagramProduct.flat("Missing required parameter: code");
        }
        Result result = world.codes().redeem(attempt, app.get().clientId(), request.parameter("redirect_uri"));
        if (result == Result.ISSUED) {
            return world.codes().find(code).map(this::issue).orElseGet(() -> refuse(Result.USED));
        }
        if (result == Result.USED && world.switches().isOn(Switch.SECOND_USE_REVOKES)) {
            world.tokens().revokeFromCode(code);
        }
        return refuse(result);
    }

    /** Only the status and the flat shape are certain (K33). */
    private Answer refuse(Result result) {
        if (result == Result.REDIRECT_MISMATCH || isOn(Switch.K33_VERIFICATION_CODE)) {
            return InstagramProduct.flat("Error validating verification code. Please make sure your redirect_uri is"
                    + " identical to the one you used in the OAuth dialog request");
        }
        return InstagramProduct.flat(
                isOn(Switch.K33_CODE_HAS_BEEN_USED)
                        ? "This authorization code has been used"
                        : "Matching code was not found or was already used");
    }

    private Answer issue(GrantedCode code) {
        IssuedToken token = world.tokens().issueFor(code);
        String id = isOn(Switch.K32_ACCOUNT_ID)
                ? code.person().professionalIdText()
                : code.person().idText();
        List<String> scopes = code.scopes().stream().sorted().toList();
        var body = new JsonObject()
                .put("access_token", token.value())
                .put("user_id", isOn(Switch.K31_ID_AS_TEXT) ? id : Long.valueOf(id))
                .put(
                        "permissions",
                        isOn(Switch.K31_PERMISSIONS_AS_TEXT) ? String.join(",", scopes) : new JsonArray(scopes));
        return Answer.json(isOn(Switch.K31_WRAPPED) ? new JsonObject().put("data", new JsonArray().add(body)) : body);
    }

    private boolean isOn(Switch each) {
        return world.switches().isOn(each);
    }
}
