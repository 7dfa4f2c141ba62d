package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Lists the records of a table page by page. A page begins after a key, so that it stays the same while records come and go. */
public final class Pages {

    private static final int USUAL = 50;

    private Pages() {}

    /** What is listed. */
    @FunctionalInterface
    public interface Source<V> {

        /** At most {@code most} items in the order of their keys, after {@code after}. */
        List<V> page(@Nullable String after, int most);
    }

    /** The page that {@code after} and {@code limit} of the request ask for. */
    public static <V extends SpecificRecord> ApiResponse of(
            ApiRequest request, RecordTable<V> table, Predicate<V> wanted, Function<V, JsonObject> form) {
        return of(
                request,
                (after, most) -> table.page(after, wanted, most),
                table.shape().key(),
                page -> {
                    JsonArray items = new JsonArray();
                    page.forEach(row -> items.add(form.apply(row)));
                    return items;
                });
    }

    /**
     * The same for what is no table.
     *
     * @param form the items of a page, which may be read together
     */
    public static <V> ApiResponse of(
            ApiRequest request, Source<V> source, Function<V, String> key, Function<List<V>, JsonArray> form) {
        int most = request.queryNumber("limit", USUAL);
        // One more than asked for shows whether there is a next page.
        List<V> found = source.page(request.query("after").orElse(null), most + 1);
        List<V> page = found.subList(0, Math.min(most, found.size()));
        JsonObject body = new JsonObject().put("items", form.apply(page));
        if (found.size() > most) {
            body.put("next", key.apply(page.get(most - 1)));
        }
        return ApiResponse.ok(body);
    }
}
