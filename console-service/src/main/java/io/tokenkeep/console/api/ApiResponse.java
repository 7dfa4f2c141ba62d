package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that succeeded.
 *
 * @param content null for an answer without a body
 * @param version of the resource, as its entity tag
 * @param positions of the records that the request wrote, the latest of each partition
 */
public record ApiResponse(
        int status, @Nullable Content content, @Nullable Long version, List<Position> positions) {

    public ApiResponse {
        positions = List.copyOf(positions);
    }

    /** The parts of a body that is too large to be held as a whole. */
    @FunctionalInterface
    public interface Parts {

        /** The next part, asked for once the one before is sent; empty after the last one. */
        Future<Optional<Buffer>> next();
    }

    /**
     * A body and its media type.
     *
     * @param rest what follows the body; null for nothing
     */
    public record Content(
            String type, Buffer body, @Nullable Parts rest) {

        private static Content json(JsonObject json) {
            return new Content("application/json", json.toBuffer(), null);
        }
    }

    public static ApiResponse ok(JsonObject body) {
        return new ApiResponse(200, Content.json(body), null, List.of());
    }

    public static ApiResponse ok(JsonObject body, long version) {
        return new ApiResponse(200, Content.json(body), version, List.of());
    }

    /** {@code position}: of what the request wrote or found written, on a topic whose records have no versions. */
    public static ApiResponse done(JsonObject body, Position position) {
        return new ApiResponse(200, Content.json(body), null, List.of(position));
    }

    /** {@code positions}: of all that the request wrote or found written. */
    public static ApiResponse csv(Buffer body, List<Position> positions) {
        return new ApiResponse(200, new Content(MediaTypes.CSV, body, null), null, positions);
    }

    public static ApiResponse csv(Parts parts) {
        return new ApiResponse(200, new Content(MediaTypes.CSV, Buffer.buffer(), parts), null, List.of());
    }

    public static ApiResponse changed(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(200, Content.json(body), version, listed(position));
    }

    /** {@code position}: null if an earlier request with the same Idempotency-Key made it. */
    public static ApiResponse created(JsonObject body, long version, @Nullable Position position) {
        return new ApiResponse(201, Content.json(body), version, listed(position));
    }

    /** {@code position}: of what the request made, on a topic whose records have no versions. */
    public static ApiResponse made(JsonObject body, Position position) {
        return new ApiResponse(201, Content.json(body), null, List.of(position));
    }

    /** The request is on Kafka, and another service follows it. */
    public static ApiResponse accepted(JsonObject body) {
        return new ApiResponse(202, Content.json(body), null, List.of());
    }

    /** {@code position}: of the record by which another service knows of the request. */
    public static ApiResponse accepted(JsonObject body, Position position) {
        return new ApiResponse(202, Content.json(body), null, List.of(position));
    }

    public static ApiResponse gone(@Nullable Position position) {
        return new ApiResponse(204, null, null, listed(position));
    }

    private static List<Position> listed(@Nullable Position position) {
        return position == null ? List.of() : List.of(position);
    }
}
