package io.tokenkeep.sandbox.simulator.instagram;

import io.tokenkeep.sandbox.simulator.oauth.MeEndpoint.Node;
import io.tokenkeep.sandbox.simulator.registry.Person;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.sandbox.simulator.registry.Switches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** What Instagram tells of a person: the app-scoped {@code id}, and the professional account's {@code user_id} (K32, K36). */
final class InstagramUser {
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

    private InstagramUser() {}

    static Node node(Switches switches) {
        return new Node(
                "IGUser",
                FIELDS,
                body -> switches.isOn(Switch.K36_WRAPPED)
                        ? new JsonObject().put("data", new JsonArray().add(body))
                        : body);
    }
}
