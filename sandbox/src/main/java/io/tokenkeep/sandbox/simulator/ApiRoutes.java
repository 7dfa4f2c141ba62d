package io.tokenkeep.sandbox.simulator;

import io.tokenkeep.sandbox.simulator.fault.CallStage;
import io.tokenkeep.sandbox.simulator.fault.Fault;
import io.tokenkeep.sandbox.simulator.fault.Faults;
import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.http.Subject;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the endpoint that a path means, lets a fault have its turn, and answers. An optional version prefix and a
 * trailing slash are ignored, as real clients send both.
 */
final class ApiRoutes implements Handler<RoutingContext> {
    private static final Pattern VERSION = Pattern.compile("^/v\\d+\\.\\d+(?=/)");

    private final Vertx vertx;
    private final Map<String, ApiEndpoint> endpoints;
    private final Faults faults;
    private final GraphErrors errors;
    private final Duration hangLimit;

    ApiRoutes(Vertx vertx, Map<String, ApiEndpoint> endpoints, Faults faults, GraphErrors errors, Duration hangLimit) {
        this.vertx = vertx;
        this.endpoints = endpoints;
        this.faults = faults;
        this.errors = errors;
        this.hangLimit = hangLimit;
    }

    @Override
    public void handle(RoutingContext context) {
        var http = context.request();
        var request = new ApiRequest(http.method(), http.params(), http.getHeader("Authorization"));
        Optional<ApiEndpoint> endpoint = endpoint(request, plain(http.path()));
        ApiCall call = endpoint.map(found -> found.begin(request)).orElseGet(this::unknownPath);
        var stage = new CallStage(vertx, http, call, hangLimit);
        Optional<Fault> fault = endpoint.flatMap(found -> faults.take(found.name(request), call.subject()));
        if (fault.isPresent()) {
            fault.get().play(stage);
        } else {
            stage.send(stage.effect());
        }
    }

    private Optional<ApiEndpoint> endpoint(ApiRequest request, String path) {
        boolean supported = request.isGet() || HttpMethod.POST.equals(request.method());
        return supported ? Optional.ofNullable(endpoints.get(path)) : Optional.empty();
    }

    private ApiCall unknownPath() {
        return ApiCall.of(Subject.UNKNOWN, this::unknownPathAnswer);
    }

    private Answer unknownPathAnswer() {
        return errors.answer(2500, "Unknown path components");
    }

    private static String plain(String path) {
        String unversioned = VERSION.matcher(path).replaceFirst("");
        boolean slash = unversioned.length() > 1 && unversioned.endsWith("/");
        return slash ? unversioned.substring(0, unversioned.length() - 1) : unversioned;
    }
}
