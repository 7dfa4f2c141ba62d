package io.tokenkeep.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Fields that a control request must have. */
final class Required {
    private Required() {}

    static String text(JsonObject body, String field) {
        String value = body.getString(field);
        if (value == null) {
            throw new IllegalArgumentException("the field " + field + " is missing");
        }
        return value;
    }

    static List<String> texts(JsonArray values) {
        return values.stream().map(String::valueOf).toList();
    }
}
