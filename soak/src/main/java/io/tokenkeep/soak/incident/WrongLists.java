package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes lists of Pages incomplete, empty or refused. */
final class WrongLists implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final List<Set<Switch>> WRONG = List.of(
            Set.of(Switch.K44_EMPTY_LIST),
            Set.of(Switch.K44_EMPTY_LIST, Switch.K41_SCOPES_NAME_NO_PAGES),
            Set.of(Switch.K44_SHORT_LIST),
            Set.of(Switch.K44_SHORT_LIST, Switch.K41_SCOPES_NAME_NO_PAGES),
            Set.of(Switch.K44_LIST_LACKS_TOKENS),
            Set.of(Switch.K45_NO_INSTAGRAM_FIELD),
            Set.of(Switch.K45_NO_TASKS_FIELD, Switch.K44_SHORT_LIST),
            Set.of(Switch.K45_INSTAGRAM_IS_CODE_10),
            Set.of(Switch.K45_INSTAGRAM_IS_CODE_200),
            Set.of(Switch.K45_LESS_DATA));
    private static final List<GraphEnvelope> REFUSED = List.of(
            GraphEnvelope.of(403, 200, "(#200) Requires pages_show_list permission to manage the object"),
            GraphEnvelope.of(403, 10, "(#10) Application does not have permission for this action"),
            GraphEnvelope.of(500, 1, "An unknown error occurred"));

    private final Simulator simulator;
    private final Rules rules;
    private Set<Switch> on = Set.of();

    WrongLists(Simulator simulator) {
        this.simulator = simulator;
        this.rules = new Rules(simulator);
    }

    @Override
    public Optional<Duration> begin(Random random) {
        int which = random.nextInt(WRONG.size() + REFUSED.size());
        if (which < WRONG.size()) {
            on = WRONG.get(which);
            on.forEach(simulator.switches()::turnOn);
        } else {
            rules.inject(FaultRule.on(Endpoint.ACCOUNTS, Fault.graphError(REFUSED.get(which - WRONG.size()))));
        }
        return Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    @Override
    public void end() {
        on.forEach(simulator.switches()::turnOff);
        on = Set.of();
        rules.removeAll();
    }
}
