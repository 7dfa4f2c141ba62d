package io.tokenkeep.simulator;

import io.tokenkeep.simulator.http.Address;
import io.tokenkeep.simulator.http.ApiRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Merges the parameters of query, form and JSON body, and recognises a DELETE that was sent as a POST. */
final class RequestReading {
    private RequestReading() {}

    /**
     * Throws a decoding error if the JSON body is not JSON.
     *
     * @param overrides whether a POST with {@code method=delete} counts as a DELETE
     */
    static ApiRequest of(RoutingContext context, Address address, boolean overrides) {
        var http = context.request();
        MultiMap parameters = http.params();
        String type = http.getHeader("Content-Type");
        Buffer body = context.body().buffer();
        if (body != null && type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            for (var entry : new JsonObject(body)) {
                parameters.add(entry.getKey(), String.valueOf(entry.getValue()));
            }
        }
        boolean tunnelled = overrides
                && HttpMethod.POST.equals(http.method())
                && "delete".equalsIgnoreCase(parameters.get("method"));
        return new ApiRequest(
                tunnelled ? HttpMethod.DELETE : http.method(), address, parameters, http.getHeader("Authorization"));
    }
}
