package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.TokenChecks;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code debug_token}: a tester's token may ask about any token of the same app, itself included. */
final class DebugEndpoint implements ApiEndpoint {
    private final World world;
    private final TokenChecks tokens;
    private final GraphErrors errors;

    DebugEndpoint(World world, TokenChecks tokens, GraphErrors errors) {
        this.world = world;
        this.tokens = tokens;
        this.errors = errors;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.DEBUG;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken("input_token");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(tokens.subjectOf(request.parameter("input_token")), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (!request.isGet()) {
            return errors.invalidParameter("Unsupported request - method type: " + request.verb());
        }
        String input = request.parameter("input_token");
        if (input == null) {
            return errors.invalidParameter("(#100) The parameter input_token is required");
        }
        return tokens.withLiving(request, caller -> inspect(caller, input));
    }

    private Answer inspect(IssuedToken caller, String input) {
        if (!mayAsk(caller)) {
            return errors.answer(10, "(#10) Application does not have permission for this action");
        }
        Optional<IssuedToken> asked = world.tokens().find(input);
        if (asked.isEmpty() && world.switches().isOn(Switch.K38_EMPTY_DATA_AS_ARRAY)) {
            return Answer.json(new JsonObject().put("data", new JsonArray()));
        }
        if (asked.isEmpty()) {
            return data(new JsonObject()
                    .put("error", error("Invalid OAuth access token - Cannot parse access token"))
                    .put("is_valid", false)
                    .put("scopes", new JsonArray()));
        }
        if (!asked.get().clientId().equals(caller.clientId())) {
            return errors.invalidParameter("(#100) The App_id in the input_token did not match the Viewing App");
        }
        return data(describe(asked.get()));
    }

    private boolean mayAsk(IssuedToken caller) {
        return world.switches().isOn(Switch.DEBUG_OPEN_TO_ALL)
                || world.people()
                        .withId(caller.person().id())
                        .filter(Person::isTester)
                        .isPresent();
    }

    private JsonObject describe(IssuedToken token) {
        Instant now = world.time().instant();
        OptionalInt refusal = token.refusal(now);
        boolean asNumber = world.switches().isOn(Switch.K38_USER_ID_AS_NUMBER);
        var data = new JsonObject()
                .put("type", "USER")
                .put(
                        "application",
                        world.apps()
                                .find(token.clientId())
                                .map(RegisteredApp::name)
                                .orElse(""))
                .put("data_access_expires_at", token.dataAccessExpiresAt().getEpochSecond())
                .put("expires_at", token.expiresAt().getEpochSecond())
                .put("is_valid", refusal.isEmpty())
                .put("issued_at", token.issuedAt().getEpochSecond())
                .put("scopes", new JsonArray(token.scopes().stream().sorted().toList()))
                .put(
                        "user_id",
                        asNumber
                                ? Long.valueOf(token.person().id())
                                : token.person().idText());
        refusal.ifPresent(subcode -> data.put("error", GraphErrors.inspected(world.switches(), subcode, token, now)));
        return data;
    }

    private static JsonObject error(String message) {
        return new JsonObject().put("code", 190).put("message", message);
    }

    private static Answer data(JsonObject data) {
        return Answer.json(new JsonObject().put("data", data));
    }
}
