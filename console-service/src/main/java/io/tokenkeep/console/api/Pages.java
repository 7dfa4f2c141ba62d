package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Lists records page by page. A page begins after a key, so that it stays the same while records come and go. */
public final class Pages {

    private static final int USUAL = 50;

    private Pages() {}

    /** The page that {@code after} and {@code limit} of the request ask for. */
    public static <V extends SpecificRecord> ApiResponse of(
            ApiRequest request, RecordTable<V> table, Predicate<V> wanted, Function<V, JsonObject> form) {
        return of(
                request,
                most -> table.page(request.query("after").orElse(null), wanted, most),
                table.shape().key(),
                form);
    }

    /**
     * The page that {@code limit} of the request asks for.
     *
     * @param find at most so many items, after what {@code after} of the request names
     * @param next the {@code after} of the page that follows an item
     */
    public static <V> ApiResponse of(
            ApiRequest request, IntFunction<List<V>> find, Function<V, String> next, Function<V, JsonObject> form) {
        int most = request.queryNumber("limit", USUAL);
        // One more than asked for shows whether there is a next page.
        List<V> found = find.apply(most + 1);
        List<V> page = found.subList(0, Math.min(most, found.size()));
        JsonArray items = new JsonArray();
        page.forEach(row -> items.add(form.apply(row)));
        JsonObject body = new JsonObject().put("items", items);
        if (found.size() > most) {
            body.put("next", next.apply(page.get(most - 1)));
        }
        return ApiResponse.ok(body);
    }
}
