package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The account of a token. The answer always has the id. */
public final class MeEndpoint implements ApiEndpoint {
    private final World world;
    private final Product product;
    private final TokenChecks tokens;
    private final GraphErrors errors;
    private final Node node;

    /** A product's profile of a person; {@code form} wraps it in the product's envelope. */
    public record Node(String type, Map<String, Function<Person, Object>> fields, UnaryOperator<JsonObject> form) {}

    public MeEndpoint(World world, Product product, TokenChecks tokens, GraphErrors errors, Node node) {
        this.world = world;
        this.product = product;
        this.tokens = tokens;
        this.errors = errors;
        this.node = node;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.ME;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken().or("fields");
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
        var body = new JsonObject().put("id", person.idText());
        for (String field : fields.split(",", -1)) {
            var read = node.fields().get(field.strip());
            if (read == null) {
                return errors.invalidParameter(
                        "(#100) Tried accessing nonexisting field on node type (" + node.type() + ")");
            }
            body.put(field.strip(), read.apply(person));
        }
        return Answer.json(node.form().apply(body));
    }
}
