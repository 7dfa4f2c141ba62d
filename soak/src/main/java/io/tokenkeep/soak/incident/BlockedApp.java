package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.soak.people.SoakApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The provider blocks an app, or the address that calls, while all consents remain valid. */
final class BlockedApp implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(35);
    private static final List<GraphEnvelope> TEXTS = List.of(
            GraphEnvelope.of(400, 200, "API access blocked."),
            GraphEnvelope.of(403, 10, "(#10) API access blocked."),
            GraphEnvelope.of(400, 190, "Error validating application. Application has been disabled."),
            GraphEnvelope.of(403, 200, "API access deactivated. To reactivate, go to the app dashboard."),
            GraphEnvelope.of(403, 5, "(#5) Unauthorized source IP address"));

    private final Rules rules;

    BlockedApp(Simulator simulator) {
        this.rules = new Rules(simulator);
    }

    @Override
    public Optional<Duration> begin(Random random) {
        GraphEnvelope text = TEXTS.get(random.nextInt(TEXTS.size()));
        rules.inject(FaultRule.on(Endpoint.ANY, Fault.graphError(text)).forApp(SoakApp.BLOCKED.clientId()));
        return Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    @Override
    public void end() {
        rules.removeAll();
    }
}
