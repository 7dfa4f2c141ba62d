package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One action on one account, and its end.
 *
 * @param id the {@code requestId} of its command
 * @param account its key
 * @param action null if only the end was read, because the command is older than what is read of its topic
 * @param ended null while it waits
 */
record AskedAction(
        String id,
        String account,
        @Nullable AccountAction action,
        @Nullable Ended ended) {

    /** How it ended. */
    record Ended(ActionResult result, FailureClass failureClass, Instant at) {

        static Ended of(AccountEvent event) {
            return new Ended(
                    Objects.requireNonNullElse(event.getActionResult(), ActionResult.UNKNOWN),
                    event.getFailureClass(),
                    event.getAt());
        }
    }

    /** What both know. The first end counts, because an end may come twice. */
    AskedAction and(AskedAction other) {
        return account.equals(other.account)
                ? new AskedAction(
                        id, account, action == null ? other.action : action, ended == null ? other.ended : ended)
                : this;
    }

    /** As the API has it. */
    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("account", account)
                .put("state", ended == null ? "WAITING" : "ENDED");
        AccountJson.putIfSet(json, "action", action);
        if (ended != null) {
            json.put("result", ended.result().name())
                    .put("failureClass", ended.failureClass().name())
                    .put("at", ended.at().toString());
        }
        return json;
    }
}
