package io.tokenkeep.console.link;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.kit.link.LinkUses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connect link as the API has it. */
final class LinkJson {

    private LinkJson() {}

    /** Without the address, which only some callers see. */
    static JsonObject of(ConnectLink link, LinkProgress progress, LinkUses uses, Instant now) {
        JsonObject json = new JsonObject().put("id", link.getLinkId());
        json.put("state", state(link, uses, now)).put("apps", new JsonArray(List.copyOf(link.getApps())));
        putIfSet(json, "client", link.getClient());
        json.put("expiresAt", link.getExpiresAt().toString()).put("single", link.getSingle());
        JsonArray expected = new JsonArray();
        link.getExpected().forEach(one -> {
            JsonObject account = new JsonObject()
                    .put("app", one.getApp())
                    .put("kind", one.getKind().name());
            expected.add(one.getKind() == ExpectedKind.ERASED ? account : account.put("value", one.getValue()));
        });
        json.put("expected", expected).put("uses", uses(link, uses)).put("progress", progress(progress));
        putIfSet(json, "returnUrl", link.getReturnUrl());
        putIfSet(json, "language", link.getLanguage());
        Integer confirmWithinHours = link.getConfirmWithinHours();
        if (confirmWithinHours != null) {
            json.put("confirmWithinHours", confirmWithinHours);
        }
        putIfSet(json, "note", link.getNote());
        return putIfSet(json, "revokedAt", link.getRevokedAt())
                .put("version", link.getVersion().getSequence())
                .put("createdAt", link.getCreatedAt().toString())
                .put("changedAt", link.getVersion().getChangedAt().toString())
                .put("changedBy", link.getVersion().getChangedBy());
    }

    private static String state(ConnectLink link, LinkUses uses, Instant now) {
        if (link.getRevokedAt() != null) {
            return "REVOKED";
        }
        boolean used = link.getSingle()
                && link.getApps().stream().allMatch(app -> uses.find(LinkUses.key(link.getLinkId(), app))
                        .isPresent());
        if (used) {
            return "USED";
        }
        return now.isBefore(link.getExpiresAt()) ? "OPEN" : "EXPIRED";
    }

    private static JsonArray uses(ConnectLink link, LinkUses uses) {
        JsonArray all = new JsonArray();
        for (String app : link.getApps()) {
            uses.find(LinkUses.key(link.getLinkId(), app))
                    .ifPresent(one -> all.add(new JsonObject()
                            .put("app", app)
                            .put("count", one.count())
                            .put("lastAt", one.lastAt().toString())));
        }
        return all;
    }

    private static JsonObject progress(LinkProgress progress) {
        JsonArray apps = new JsonArray();
        for (LinkProgress.AppProgress app : progress.apps()) {
            JsonObject json = new JsonObject()
                    .put("app", app.app())
                    .put("step", app.step().name())
                    .put("browsers", app.browsers())
                    .put("stuck", app.stuck());
            apps.add(putIfSet(json, "at", app.at()));
        }
        JsonObject json = new JsonObject().put("browsers", progress.browsers()).put("apps", apps);
        return putIfSet(json, "openedAt", progress.openedAt());
    }

    private static JsonObject putIfSet(JsonObject json, String name, @Nullable Instant value) {
        return value == null ? json : json.put(name, value.toString());
    }

    private static void putIfSet(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    static LinkDraft draft(JsonObject body, LinkRules rules) {
        JsonArray expected = body.getJsonArray("expected", new JsonArray());
        return new LinkDraft(
                body.getJsonArray("apps").stream().map(String::valueOf).toList(),
                body.getString("client"),
                rules.end(body.getString("expiresAt")),
                body.getBoolean("single", true),
                expected.stream().map(one -> expected((JsonObject) one)).toList(),
                body.getString("returnUrl"),
                body.getString("language"),
                body.getInteger("confirmWithinHours"),
                body.getString("note"));
    }

    private static ExpectedAccount expected(JsonObject json) {
        return new ExpectedAccount(
                json.getString("app"), ExpectedKind.valueOf(json.getString("kind")), json.getString("value"));
    }
}
