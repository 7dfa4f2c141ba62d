package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.Codes.Attempt;
import io.tokenkeep.simulator.registry.Presentation.Delivery;
import io.tokenkeep.simulator.registry.World;
import java.util.function.BiFunction;

/** The call that presents a code at a token endpoint. Records each presentation and the delivery of its answer. */
public final class CodeCall implements ApiCall {
    private final World world;
    private final ApiRequest request;
    private final Attempt attempt;
    private final BiFunction<ApiRequest, Attempt, Answer> redeem;

    public CodeCall(World world, ApiRequest request, BiFunction<ApiRequest, Attempt, Answer> redeem) {
        this.world = world;
        this.request = request;
        this.attempt = world.codes().receive(request.parameter("code"));
        this.redeem = redeem;
    }

    @Override
    public Subject subject() {
        String username = world.codes()
                .find(request.parameter("code"))
                .map(code -> code.person().username())
                .orElse(null);
        return new Subject(request.parameter("client_id"), username);
    }

    @Override
    public Answer perform() {
        return redeem.apply(request, attempt);
    }

    @Override
    public void answered() {
        world.codes().answered(attempt);
    }

    @Override
    public void dropped() {
        world.codes().closed(attempt, Delivery.DROPPED);
    }

    @Override
    public void callerGone() {
        world.codes().closed(attempt, Delivery.CALLER_GONE);
    }
}
