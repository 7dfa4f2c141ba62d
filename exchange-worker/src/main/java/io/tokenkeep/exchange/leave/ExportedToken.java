package io.tokenkeep.exchange.leave;

import io.tokenkeep.avro.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the file: a JSON object that always has the same members, null where nothing is known. */
final class ExportedToken {

    private ExportedToken() {}

    /** @param sealed the token, sealed to the recipient */
    static String line(String account, Token token, String sealed) {
        return new JsonObject()
                .put("account", account)
                .put("app", token.getApp())
                .put("provider", token.getProvider().isEmpty() ? null : token.getProvider())
                .put("accountId", token.getAccountId())
                .put("kind", token.getKind().name())
                .put("client", token.getClient())
                .put("name", token.getDisplayName())
                .put("issuedAt", text(token.getIssuedAt()))
                .put("expiresAt", text(token.getExpiresAt()))
                .put("scopes", new JsonArray(token.getScopes()))
                .put("parentAccount", token.getParentAccount())
                .put("token", sealed)
                .encode();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
