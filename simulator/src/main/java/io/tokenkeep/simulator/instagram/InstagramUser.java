package io.tokenkeep.simulator.instagram;

import io.tokenkeep.simulator.oauth.MeEndpoint.Node;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Profiles;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Instagram's profile of a person: the app-scoped {@code id}, and the professional account's {@code user_id} (K32,
 * K36).
 */
final class InstagramUser {
    private static final Map<String, Function<Person, Object>> FIELDS = fields();

    private InstagramUser() {}

    private static Map<String, Function<Person, Object>> fields() {
        Map<String, Function<Person, Object>> fields = new HashMap<>();
        for (String name : Profiles.ofInstagram("").keySet()) {
            fields.put(name, person -> Profiles.ofInstagram(person.username()).get(name));
        }
        fields.put("id", Person::idText);
        fields.put("user_id", Person::professionalIdText);
        fields.put("username", Person::username);
        fields.put("name", Person::name);
        fields.put("account_type", person -> "BUSINESS");
        return Map.copyOf(fields);
    }

    static Node node(Switches switches) {
        return new Node(
                "IGUser",
                FIELDS,
                body -> switches.isOn(Switch.K36_WRAPPED)
                        ? new JsonObject().put("data", new JsonArray().add(body))
                        : body);
    }
}
