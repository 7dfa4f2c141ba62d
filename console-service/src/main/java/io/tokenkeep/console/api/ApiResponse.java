package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.Position;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that succeeded.
 *
 * @param content null for an answer without a body
 * @param version of the resource, as its entity tag
 * @param position of the record that the request wrote
 */
public record ApiResponse(
        int status,
        @Nullable Content content,
        @Nullable Long version,
        @Nullable Position position) {

    /** A body and its media type. */
    public record Content(String type, Buffer body) {

        private static Content json(JsonObject json) {
            return new Content("application/json", json.toBuffer());
        }
    }

    public static ApiResponse ok(JsonObject body) {
        return new ApiResponse(200, Content.json(body), null, null);
    }

    public static ApiResponse ok(JsonObject body, long version) {
        return new ApiResponse(200, Content.json(body), version, null);
    }

    public static ApiResponse csv(String body) {
        return new ApiResponse(200, new Content(MediaTypes.CSV, Buffer.buffer(body)), null, null);
    }

    public static ApiResponse changed(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(200, Content.json(body), version, position);
    }

    /** {@code position}: null if an earlier request with the same Idempotency-Key made it. */
    public static ApiResponse created(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(201, Content.json(body), version, position);
    }

    /** The request is on Kafka, and another service follows it. */
    public static ApiResponse accepted(JsonObject body) {
        return new ApiResponse(202, Content.json(body), null, null);
    }

    public static ApiResponse gone(@Nullable Position position) {
        return new ApiResponse(204, null, null, position);
    }
}
