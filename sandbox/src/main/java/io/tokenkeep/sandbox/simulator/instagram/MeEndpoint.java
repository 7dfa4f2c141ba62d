package io.tokenkeep.sandbox.simulator.instagram;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.oauth.TokenChecks;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.Person;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.sandbox.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** Who a token belongs to: the app-scoped {@code id}, and the professional account's {@code user_id} (K32, K36). */
final class MeEndpoint implements ApiEndpoint {
    private static final Map<String, Function<Person, Object>> FIELDS = Map.of(
            "id",
            Person::idText,
            "user_id",
            Person::professionalIdText,
            "username",
            Person::username,
            "name",
            Person::name,
            "account_type",
            person -> "BUSINESS",
            "profile_picture_url",
            person -> "https://scontent.example/" + person.username() + ".jpg");

    private final World world;
    private final TokenChecks tokens;
    private final GraphErrors errors;
    private final InstagramProduct product;

    MeEndpoint(World world, TokenChecks tokens, GraphErrors errors, InstagramProduct product) {
        this.world = world;
        this.tokens = tokens;
        this.errors = errors;
        this.product = product;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.ME;
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(tokens.subjectOf(request.accessToken()), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (!request.isGet()) {
            return errors.invalidParameter(product.unsupported(request.verb()));
        }
        if (request.accessToken() == null) {
            return errors.answer(
                    2500, "An active access token must be used to query information about the current user.");
        }
        return tokens.withLiving(request, living -> describe(living, request.parameter("fields", "id")));
    }

    private Answer describe(IssuedToken token, String fields) {
        Person person = world.people().named(token.person().username());
        var body = new JsonObject();
        for (String field : fields.split(",", -1)) {
            var read = FIELDS.get(field.strip());
            if (read == null) {
                return errors.invalidParameter("(#100) Tried accessing nonexisting field on node type (IGUser)");
            }
            body.put(field.strip(), read.apply(person));
        }
        body.put("id", person.idText());
        return Answer.json(
                world.switches().isOn(Switch.K36_WRAPPED)
                        ? new JsonObject().put("data", new JsonArray().add(body))
                        : body);
    }
}
