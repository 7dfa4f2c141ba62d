package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Fields;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Reach.Type;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** The JSON of a person at Facebook. Omits a field that is empty or needs a missing permission. */
final class PersonJson {

    /** Profile fields that no person has here. */
    private static final Set<String> EMPTY = Set.of(
            "about",
            "age_range",
            "birthday",
            "gender",
            "hometown",
            "languages",
            "locale",
            "location",
            "middle_name",
            "name_format",
            "timezone",
            "updated_time",
            "verified",
            "website");

    private static final Set<String> REPORTED = Set.of(
            "id", "name", "first_name", "last_name", "short_name", "email", "picture", "link", "client_business_id");

    private PersonJson() {}

    /** Thrown for a name that is no field of a person. */
    static Optional<String> unknown(Fields fields) {
        return fields.names().stream()
                .filter(name -> !EMPTY.contains(name) && !REPORTED.contains(name))
                .findFirst();
    }

    static JsonObject write(Person person, Fields fields, IssuedToken caller, boolean lapsed) {
        var json = new JsonObject();
        for (String name : fields.names()) {
            if (name.equals("client_business_id") || !lapsed) {
                value(person, name, caller).ifPresent(value -> json.put(name, value));
            }
        }
        return json.put("id", person.idText());
    }

    private static Optional<Object> value(Person person, String name, IssuedToken caller) {
        return switch (name) {
            case "name" -> Optional.of(person.name());
            case "first_name", "short_name" -> Optional.of(person.name().split(" ", 2)[0]);
            case "last_name" -> Optional.of("Simulated");
            case "email" -> permitted(caller, "email", person.username() + "@people.example");
            case "link" -> permitted(caller, "user_link", "https://www.facebook.com/app_scoped_user_id/" + person.id());
            case "picture" -> Optional.of(PageJson.picture(person.username()));
            case "client_business_id" ->
                caller.reach().type() == Type.SYSTEM_USER ? Optional.of("9" + person.idText()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Object> permitted(IssuedToken caller, String permission, String value) {
        return caller.scopes().contains(permission) ? Optional.of(value) : Optional.empty();
    }
}
