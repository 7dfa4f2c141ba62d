package io.tokenkeep.console.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.console.reconnect.Advice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as the API has it. Nothing of it is a secret. */
record AccountJson(Capabilities capabilities) {

    static String key(AccountStatus status) {
        return new AccountKey(status.getApp(), status.getAccountId()).toString();
    }

    /** As lists have it. */
    JsonObject item(AccountStatus status) {
        JsonArray can = new JsonArray();
        capabilities.now(status).forEach(capability -> can.add(capability.name()));
        JsonObject json = new JsonObject()
                .put("account", key(status))
                .put("app", status.getApp())
                .put("kind", status.getKind().name())
                .put("state", status.getState().name())
                .put("since", status.getChangedAt().toString())
                .put("can", can);
        putIfSet(json, "provider", status.getProvider().isEmpty() ? null : status.getProvider());
        putIfSet(json, "name", status.getDisplayName());
        putIfSet(json, "client", status.getClient());
        return putIfSet(json, "endsAt", AccountFields.end(status));
    }

    /** With all that is known of it, without what names other accounts and clients. */
    JsonObject whole(AccountStatus status) {
        JsonObject json = item(status)
                .put("capabilities", capabilityList(status))
                .put("failureClass", status.getFailureClass().name())
                .put("failures", status.getFailures())
                .put("lifetime", status.getLifetime().name())
                .put("aliases", new JsonArray(status.getAliases()))
                .put("scopes", new JsonArray(status.getScopes()))
                .put("missingScopes", new JsonArray(status.getMissingScopes()))
                .put("tasks", new JsonArray(status.getTasks()))
                .put("authorizedAt", status.getAuthorizedAt().toString())
                .put("linkedAccounts", linked(status))
                .put(
                        "linkedAccountsTotal",
                        Math.max(
                                status.getLinkedAccountsTotal(),
                                status.getLinkedAccounts().size()))
                .put("missingPages", missingPages(status));
        putIfSet(json, "advice", Advice.of(status).orElse(null));
        putIfSet(json, "errorCode", status.getErrorCode());
        putIfSet(json, "errorSubcode", status.getErrorSubcode());
        putIfSet(json, "listFailure", name(status.getListFailure()));
        putIfSet(json, "issuedAt", status.getIssuedAt());
        putIfSet(json, "expiresAt", status.getExpiresAt());
        putIfSet(json, "dataAccessExpiresAt", status.getDataAccessExpiresAt());
        putIfSet(json, "nextAction", name(status.getNextAction()));
        return putIfSet(json, "nextActionAt", status.getNextActionAt());
    }

    private JsonArray capabilityList(AccountStatus status) {
        JsonArray all = new JsonArray();
        for (Capabilities.Possible one : capabilities.of(status)) {
            JsonObject json = new JsonObject()
                    .put("capability", one.capability().name())
                    .put("possible", one.possible())
                    .put("missingScopes", new JsonArray(one.missingScopes()));
            all.add(putIfSet(json, "missingTask", one.missingTask()));
        }
        return all;
    }

    private static JsonArray linked(AccountStatus status) {
        JsonArray all = new JsonArray();
        status.getLinkedAccounts()
                .forEach(linked -> all.add(putIfSet(
                        new JsonObject().put("provider", linked.getProvider()).put("accountId", linked.getAccountId()),
                        "name",
                        linked.getUsername())));
        return all;
    }

    private static JsonArray missingPages(AccountStatus status) {
        JsonArray all = new JsonArray();
        status.getMissingPages()
                .forEach(page -> all.add(putIfSet(
                        new JsonObject()
                                .put("account", page.getAccount())
                                .put("reason", page.getReason().name()),
                        "name",
                        page.getDisplayName())));
        return all;
    }

    /** Of the Pages that a caller sees. */
    static JsonObject putPages(JsonObject json, List<AccountStatus> pages, long total) {
        return json.put(
                        "pages",
                        new JsonArray(pages.stream().map(AccountJson::key).toList()))
                .put("pagesTotal", total);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** Numbers as they are, all else as text. */
    static JsonObject putIfSet(JsonObject json, String name, @Nullable Object value) {
        return value == null ? json : json.put(name, value instanceof Integer ? value : value.toString());
    }
}
