package io.tokenkeep.console.confirm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A consent that waits for a confirmation, as the API has it. */
final class ConfirmationJson {

    private ConfirmationJson() {}

    /** {@code decided}: what the agency decided and exchange-worker has not carried out yet. */
    static JsonObject of(WaitingConsent consent, Optional<Decided> decided) {
        JsonArray accounts = new JsonArray();
        consent.accounts()
                .forEach(account -> accounts.add(named(account.getAccount(), account.getDisplayName())
                        .put("kind", account.getKind().name())));
        JsonArray missingPages = new JsonArray();
        consent.missingPages()
                .forEach(page -> missingPages.add(named(page.getAccount(), page.getDisplayName())
                        .put("reason", page.getReason().name())));
        JsonObject json = new JsonObject().put("id", consent.id()).put("app", consent.app());
        putIfSet(json, "client", consent.client());
        putIfSet(json, "link", consent.link());
        json.put("account", consent.account())
                .put("accounts", accounts)
                .put("accountsTotal", consent.accountsTotal())
                .put("accountsComplete", consent.listComplete())
                .put("missingScopes", new JsonArray(consent.missingScopes()))
                .put("missingPages", missingPages)
                .put("heldAt", consent.heldAt().toString())
                .put("confirmBy", consent.until().toString());
        decided.ifPresent(made -> json.put("decision", decision(made)));
        return json;
    }

    private static JsonObject decision(Decided made) {
        JsonObject json = new JsonObject().put("kind", made.kind().name());
        putIfSet(json, "decidedBy", made.by());
        return json.put("decidedAt", made.at().toString());
    }

    private static JsonObject named(String account, @Nullable String name) {
        JsonObject json = new JsonObject().put("account", account);
        putIfSet(json, "name", name);
        return json;
    }

    private static void putIfSet(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
