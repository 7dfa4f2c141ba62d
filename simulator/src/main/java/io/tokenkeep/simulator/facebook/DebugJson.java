package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The JSON of {@code debug_token}, in its shapes (K38). */
final class DebugJson {
    private final World world;

    DebugJson(World world) {
        this.world = world;
    }

    Answer unknown() {
        if (world.switches().isOn(Switch.K38_EMPTY_DATA_AS_ARRAY)) {
            return Answer.json(new JsonObject().put("data", new JsonArray()));
        }
        return data(new JsonObject()
                .put("error", error("Invalid OAuth access token - Cannot parse access token"))
                .put("is_valid", false)
                .put("scopes", new JsonArray()));
    }

    Answer app(RegisteredApp app) {
        return data(new JsonObject()
                .put("app_id", id(app.clientId()))
                .put("type", "APP")
                .put("application", app.name())
                .put("is_valid", true)
                .put("expires_at", 0)
                .put("scopes", new JsonArray()));
    }

    Answer token(IssuedToken token) {
        Instant now = world.time().instant();
        OptionalInt refusal = token.refusal(now);
        boolean lapsed = refusal.orElse(0) == IssuedToken.GRANT_LAPSED
                && world.switches().isOn(Switch.LAPSED_IS_EMPTY);
        boolean valid = refusal.isEmpty() || lapsed;
        var json = new JsonObject()
                .put("app_id", id(token.clientId()))
                .put("type", token.reach().type().name())
                .put(
                        "application",
                        world.apps()
                                .find(token.clientId())
                                .map(RegisteredApp::name)
                                .orElse(""))
                .put("data_access_expires_at", token.dataAccessExpiresAt().getEpochSecond())
                .put("expires_at", token.neverExpires() ? 0 : token.expiresAt().getEpochSecond())
                .put("is_valid", valid)
                .put("issued_at", token.issuedAt().getEpochSecond())
                .put("scopes", new JsonArray(token.scopes().stream().sorted().toList()))
                .put("granular_scopes", granular(token))
                .put("user_id", id(token.person().idText()));
        if (world.switches().isOn(Switch.DEBUG_LACKS_ISSUED_AT)) {
            json.remove("issued_at");
        }
        String page = token.reach().page();
        if (page != null) {
            json.put("profile_id", id(page));
        }
        if (!valid) {
            int subcode = refusal.orElse(IssuedToken.INVALID);
            json.put("error", GraphErrors.inspected(world.switches(), subcode, token, now));
        }
        return data(json);
    }

    /** A scope without targets covers all Pages. */
    private JsonArray granular(IssuedToken token) {
        var scopes = new JsonArray();
        for (String scope : new TreeSet<>(token.scopes())) {
            var entry = new JsonObject().put("scope", scope);
            if (world.switches().isOn(Switch.K41_SCOPES_NAME_NO_PAGES)) {
                scopes.add(entry);
                continue;
            }
            if (scope.startsWith("pages_") || scope.equals("read_insights")) {
                entry.put("target_ids", ids(pages(token)));
            } else if (scope.startsWith("instagram_")) {
                entry.put("target_ids", ids(linked(token)));
            }
            scopes.add(entry);
        }
        return scopes;
    }

    /** The Pages that were left ticked and that the person still runs. */
    private Set<String> pages(IssuedToken token) {
        return token.reach().pages().stream()
                .filter(id -> world.pages()
                        .find(id)
                        .filter(page -> page.isRunBy(token.person().username()))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private Set<String> linked(IssuedToken token) {
        return token.reach().pages().stream()
                .flatMap(page -> world.pages().find(page).stream())
                .flatMap(page -> page.linked().stream())
                .map(LinkedAccount::id)
                .collect(Collectors.toSet());
    }

    private JsonArray ids(Set<String> ids) {
        var array = new JsonArray();
        ids.stream().sorted().forEach(each -> array.add(id(each)));
        return array;
    }

    private Object id(String text) {
        boolean number = world.switches().isOn(Switch.K38_USER_ID_AS_NUMBER) && text.matches("\\d{1,18}");
        return number ? Long.valueOf(text) : text;
    }

    private static JsonObject error(String message) {
        return new JsonObject().put("code", 190).put("message", message);
    }

    private static Answer data(JsonObject json) {
        return Answer.json(new JsonObject().put("data", json));
    }
}
