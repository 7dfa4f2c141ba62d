package io.tokenkeep.simulator;

import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.Page.Portfolio;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The part of the control API for Pages and the people who run them. */
final class PageControl {
    private final World world;

    PageControl(World world) {
        this.world = world;
    }

    JsonObject all() {
        return new JsonObject().put("pages", WorldJson.list(world.pages().all(), PageControl::json));
    }

    /** Adds a Page. With {@code username} alone, the person has only the Pages that are added for them. */
    JsonObject put(JsonObject body) {
        String username = body.getString("username");
        if (username != null) {
            world.pages().settle(world.people().named(username).username());
            return all();
        }
        var page = Page.of(Required.text(body, "id"), body.getString("name", "Page " + body.getString("id")))
                .linkedTo(account(body.getJsonObject("instagram")))
                .heldBy(portfolio(body));
        for (var role : body.getJsonObject("roles", new JsonObject())) {
            world.people().named(role.getKey());
            page = page.withRole(role.getKey(), Required.texts((JsonArray) role.getValue()));
        }
        world.pages().put(page);
        return json(page);
    }

    static @Nullable LinkedAccount account(@Nullable JsonObject body) {
        return body == null ? null : new LinkedAccount(Required.text(body, "id"), Required.text(body, "username"));
    }

    private static @Nullable Portfolio portfolio(JsonObject body) {
        String id = body.getString("business");
        return id == null ? null : new Portfolio(id, body.getBoolean("client", false));
    }

    private static JsonObject json(Page page) {
        var roles = new JsonObject();
        page.roles().forEach((username, tasks) -> roles.put(username, new JsonArray(tasks)));
        var json =
                new JsonObject().put("id", page.id()).put("name", page.name()).put("roles", roles);
        page.holder().ifPresent(holder -> json.put("business", holder.id()).put("client", holder.isClients()));
        page.linked()
                .ifPresent(account -> json.put(
                        "instagram", new JsonObject().put("id", account.id()).put("username", account.username())));
        return json;
    }
}
