package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Fields;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Profiles;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** The JSON of a Page, with the requested fields. */
final class PageJson {
    static final String INSTAGRAM = "instagram_business_account";

    private static final Set<String> KNOWN = Set.of(
            "id",
            "name",
            "access_token",
            "category",
            "category_list",
            "tasks",
            "username",
            "picture",
            "link",
            "followers_count",
            "fan_count",
            "about",
            "is_published",
            "verification_status",
            // A known field that no Page has here.
            "bio",
            "cover",
            "description",
            "emails",
            "location",
            "phone",
            "website",
            INSTAGRAM,
            "connected_instagram_account");

    private final World world;

    PageJson(World world) {
        this.world = world;
    }

    /** Thrown for a name that is no field of a Page (K45). */
    Optional<String> unknown(Fields fields) {
        return fields.names().stream().filter(name -> !has(name)).findFirst();
    }

    private boolean has(String name) {
        boolean lacking = (name.equals("tasks") && world.switches().isOn(Switch.K45_NO_TASKS_FIELD))
                || (name.equals(INSTAGRAM) && world.switches().isOn(Switch.K45_NO_INSTAGRAM_FIELD));
        return KNOWN.contains(name) && !lacking;
    }

    /** Without the fields that the caller may not see or that the Page does not have. */
    JsonObject write(Page page, Fields fields, IssuedToken caller) {
        var json = new JsonObject();
        for (String name : fields.names()) {
            value(page, name, fields.of(name), caller).ifPresent(value -> json.put(name, value));
        }
        return json.put("id", page.id());
    }

    private Optional<Object> value(Page page, String name, Fields inner, IssuedToken caller) {
        return switch (name) {
            case "name" -> Optional.of(page.name());
            case "access_token" -> token(page, caller);
            case "category" -> Optional.of("Local business");
            case "category_list" ->
                Optional.of(
                        new JsonArray().add(new JsonObject().put("id", "2500").put("name", "Local business")));
            case "tasks" ->
                Optional.of(new JsonArray(page.tasksOf(caller.person().username())));
            case "username" -> Optional.of("page" + page.id());
            case "picture" -> Optional.of(picture(page.id()));
            case "link" -> Optional.of("https://www.facebook.com/" + page.id());
            case "followers_count", "fan_count" -> Optional.of(Profiles.number(page.id(), 0));
            case "about" -> Optional.of("A Page that exists in a simulator only.");
            case "is_published" -> Optional.of(true);
            case "verification_status" -> Optional.of("not_verified");
            case INSTAGRAM, "connected_instagram_account" ->
                page.linked().map(account -> LinkedJson.write(account, inner));
            default -> Optional.empty();
        };
    }

    private Optional<Object> token(Page page, IssuedToken caller) {
        if (caller.reach().isPage()) {
            return Optional.of(caller.value());
        }
        return Impersonation.isPermitted(caller) && caller.reach().pages().contains(page.id())
                ? Optional.of(world.tokens().ofPage(caller, page.id()).value())
                : Optional.empty();
    }

    /** A picture as in Facebook's nodes. */
    static JsonObject picture(String name) {
        return new JsonObject()
                .put("data", new JsonObject().put("is_silhouette", false).put("url", Profiles.picture(name)));
    }
}
