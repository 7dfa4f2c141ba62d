package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Fields;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.Profiles;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON of an Instagram account that is linked to a Page. */
final class LinkedJson {

    private LinkedJson() {}

    /** Thrown for a name that is no field of such an account. */
    static Optional<String> unknown(Fields fields) {
        return fields.names().stream()
                .filter(name -> !name.equals("id")
                        && !name.equals("username")
                        && !Profiles.ofInstagram("").containsKey(name))
                .findFirst();
    }

    static JsonObject write(LinkedAccount account, Fields fields) {
        Map<String, Object> all = new LinkedHashMap<>(Profiles.ofInstagram(account.username()));
        all.put("username", account.username());
        var json = new JsonObject();
        all.forEach((name, value) -> {
            if (fields.has(name)) {
                json.put(name, value);
            }
        });
        return json.put("id", account.id());
    }
}
