package io.tokenkeep.sandbox.simulator.threads;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.oauth.TokenChecks;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.Person;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** Who a token belongs to. The id is a string here, though a code exchange gives it as a number. */
final class MeEndpoint implements ApiEndpoint {
    private static final Map<String, Function<Person, Object>> FIELDS = Map.of(
            "id",
            Person::idText,
            "username",
            Person::username,
            "name",
            Person::name,
            "threads_profile_picture_url",
            person -> "https://scontent.example/" + person.username() + ".jpg",
            "threads_biography",
            person -> "A person who exists in a simulator only.",
            "is_verified",
            person -> false);

    private final TokenChecks tokens;
    private final GraphErrors errors;

    MeEndpoint(TokenChecks tokens, GraphErrors errors) {
        this.tokens = tokens;
        this.errors = errors;
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
            return errors.invalidParameter("Unsupported request - method type: " + request.verb());
        }
        if (request.accessToken() == null) {
            return errors.answer(
                    2500, "An active access token must be used to query information about the current user.");
        }
        return tokens.withLiving(request, living -> describe(living, request.parameter("fields", "id")));
    }

    private Answer describe(IssuedToken token, String fields) {
        var body = new JsonObject().put("id", token.person().idText());
        for (String field : fields.split(",", -1)) {
            var read = FIELDS.get(field.strip());
            if (read == null) {
                return errors.invalidParameter("(#100) Tried accessing nonexisting field on node type (ThreadsUser)");
            }
            body.put(field.strip(), read.apply(token.person()));
        }
        return Answer.json(body);
    }
}
