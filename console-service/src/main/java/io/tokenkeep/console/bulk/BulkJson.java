package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.BulkRecord;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A bulk action as the API has it. */
final class BulkJson {

    private BulkJson() {}

    static JsonObject of(BulkView bulk) {
        BulkRecord created = bulk.created().record();
        JsonObject counts = new JsonObject();
        created.getCounts().forEach(count -> counts.put(count.getState().name(), count.getAccounts()));
        JsonObject results = new JsonObject();
        bulk.results().forEach(results::put);
        String filter = created.getFilter();
        JsonObject json = new JsonObject()
                .put("id", bulk.id())
                .put(
                        "action",
                        BulkKind.of(created.getAction()).map(BulkKind::name).orElse("UNKNOWN"))
                .put("filter", filter == null ? new JsonObject() : new JsonObject(filter))
                .put("state", bulk.state().name())
                .put("total", created.getTotal())
                .put("counts", counts)
                .put("sent", bulk.sent())
                .put("waiting", bulk.waiting())
                .put("results", results)
                .put("createdAt", created.getAt().toString());
        put(json, "startedAt", bulk.started());
        put(json, "cancelledAt", bulk.cancelled());
        return json;
    }

    private static void put(JsonObject json, String name, BulkView.@Nullable Step step) {
        if (step != null) {
            json.put(name, step.record().getAt().toString());
        }
    }
}
