package io.tokenkeep.soak.trouble;

import io.tokenkeep.sandbox.simulator.Simulator;
import io.tokenkeep.sandbox.simulator.fault.Fault;
import io.tokenkeep.sandbox.simulator.fault.FaultRule;
import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.http.GraphEnvelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Lists of Pages that say less than is true, or nothing. */
final class WrongLists implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final List<Fault> REFUSALS = List.of(
            new Fault.Respond(Answer.json(new JsonObject().put("data", new JsonArray())), false),
            Fault.graphError(
                    GraphEnvelope.of(403, 200, "(#200) Requires pages_show_list permission to manage the object")),
            Fault.graphError(GraphEnvelope.of(403, 10, "(#10) Application does not have permission for this action")),
            Fault.graphError(GraphEnvelope.of(
                    500, 1, "Please reduce the amount of data you\u2019re asking for, then retry your request")));

    private final Rules rules;

    WrongLists(Simulator simulator) {
        this.rules = new Rules(simulator);
    }

    @Override
    public Optional<Duration> begin(Random random) {
        rules.inject(FaultRule.on(Endpoint.ACCOUNTS, REFUSALS.get(random.nextInt(REFUSALS.size()))));
        return Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    @Override
    public void end() {
        rules.removeAll();
    }
}
