package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.Position;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that succeeded.
 *
 * @param body null for an answer without one
 * @param version of the resource, as its entity tag
 * @param position of the record that the request wrote
 */
public record ApiResponse(
        int status,
        @Nullable JsonObject body,
        @Nullable Long version,
        @Nullable Position position) {

    public static ApiResponse ok(JsonObject body) {
        return new ApiResponse(200, body, null, null);
    }

    public static ApiResponse ok(JsonObject body, long version) {
        return new ApiResponse(200, body, version, null);
    }

    public static ApiResponse changed(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(200, body, version, position);
    }

    /** {@code position}: null if an earlier request with the same Idempotency-Key made it. */
    public static ApiResponse created(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(201, body, version, position);
    }

    public static ApiResponse gone(@Nullable Position position) {
        return new ApiResponse(204, null, null, position);
    }
}
