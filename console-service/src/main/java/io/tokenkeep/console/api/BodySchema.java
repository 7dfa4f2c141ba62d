package io.tokenkeep.console.api;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.Objects;

/** The form of an operation's body in the contract, for bodies that come in another way, as in the rows of a table. Thread-safe. */
public final class BodySchema {

    private final Validator validator;

    public BodySchema(OpenAPIContract contract, String operation) {
        MediaType json =
                contract.operation(operation).getRequestBody().getContent().get("application/json");
        this.validator = contract.getSchemaRepository()
                .validator(Objects.requireNonNull(json).getSchema());
    }

    /** Returns the body. Fails with a problem that names the first place with another form. */
    public JsonObject checked(JsonObject body) {
        OutputUnit result = validator.validate(body);
        if (result.getValid()) {
            return body;
        }
        List<OutputUnit> errors = result.getErrors();
        // The first error says that something below fails, the last one what.
        OutputUnit last = errors.get(errors.size() - 1);
        throw Problem.invalid(last.getInstanceLocation().replaceFirst("^#/?", "") + ": " + last.getError() + ".")
                .exception();
    }
}
