package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operation of the API that shows what happened to an account. */
public final class HistoryOperations {

    private static final int USUAL = 50;

    private final AccountSearch accounts;
    private final EventIndex events;

    public HistoryOperations(AccountSearch accounts, EventIndex events) {
        this.accounts = accounts;
        this.events = events;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("listEvents", this::list);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        if (!events.isReady()) {
            return Future.failedFuture(Problem.notReady(
                            "This instance has not read all events of accounts, or cannot search them; see its health.")
                    .exception());
        }
        EventPlace before = request.query("before")
                .map(text -> EventPlace.parse(text)
                        .orElseThrow(() -> Problem.invalid("before: send the next of a page.")
                                .exception()))
                .orElse(null);
        return accounts.run(request, () -> {
            String account = AccountJson.key(accounts.find(request));
            return answer(events.page(account, before, request.queryNumber("limit", USUAL)));
        });
    }

    private ApiResponse answer(EventIndex.Page page) {
        JsonArray items = new JsonArray();
        page.events().forEach(event -> items.add(json(event)));
        JsonObject body = new JsonObject().put("items", items);
        AccountJson.putIfSet(body, "next", page.next());
        AccountJson.putIfSet(body, "completeSince", events.completeSince().orElse(null));
        return ApiResponse.ok(body);
    }

    private static JsonObject json(AccountEvent event) {
        JsonObject json = new JsonObject()
                .put("eventId", event.getEventId())
                .put("kind", event.getKind().name())
                .put("at", event.getAt().toString())
                .put("failureClass", event.getFailureClass().name());
        AccountJson.putIfSet(json, "errorCode", event.getErrorCode());
        AccountJson.putIfSet(json, "errorSubcode", event.getErrorSubcode());
        AccountJson.putIfSet(json, "expiresAt", event.getExpiresAt());
        AccountJson.putIfSet(json, "requestId", event.getRequestId());
        return AccountJson.putIfSet(json, "result", event.getActionResult());
    }
}
