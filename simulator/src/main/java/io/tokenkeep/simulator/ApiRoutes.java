package io.tokenkeep.simulator;

import io.tokenkeep.simulator.fault.CallStage;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.Faults;
import io.tokenkeep.simulator.http.Address;
import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiPaths;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Finds the endpoint for host and path, applies a fault if one matches, and answers. */
final class ApiRoutes implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final Map<Provider, ApiPaths> products;
    private final Faults faults;
    private final Switches switches;
    private final StrictChecks strict;
    private final Duration hangLimit;

    ApiRoutes(Vertx vertx, Map<Provider, ApiPaths> products, World world, Faults faults, Duration hangLimit) {
        this.vertx = vertx;
        this.products = products;
        this.faults = faults;
        this.switches = world.switches();
        this.strict = new StrictChecks(world);
        this.hangLimit = hangLimit;
    }

    @Override
    public void handle(RoutingContext context) {
        var address = Address.of(context.request());
        var request = RequestReading.of(context, address, switches.isOn(Switch.K46_METHOD_OVERRIDE));
        var product = Optional.ofNullable(products.get(address.provider())).orElseThrow();
        Optional<ApiEndpoint> endpoint = request.isSupported() ? product.find(address) : Optional.empty();
        endpoint = endpoint.filter(found -> !request.isDelete() || found.takesDelete());
        ApiCall call = endpoint.map(found ->
                        strict.refusal(found, request, product.errors()).orElseGet(() -> found.begin(request)))
                .orElseGet(() -> unknownPath(product));
        var stage = new CallStage(vertx, context.request(), call, hangLimit, this::named);
        Optional<Fault> fault = endpoint.flatMap(found -> faults.take(found.name(request), call.subject()));
        if (fault.isPresent()) {
            fault.get().play(stage);
        } else {
            stage.send(stage.effect());
        }
    }

    /** The text of Meta's page uses a shorter name for one header (K40). */
    private Answer named(Answer answer) {
        return switches.isOn(Switch.K40_SHORT_HEADER_NAME)
                ? answer.renamed("x-business-use-case-usage", "x-business-use-case")
                : answer;
    }

    private static ApiCall unknownPath(ApiPaths product) {
        return ApiCall.of(Subject.UNKNOWN, () -> product.errors().answer(2500, "Unknown path components"));
    }
}
