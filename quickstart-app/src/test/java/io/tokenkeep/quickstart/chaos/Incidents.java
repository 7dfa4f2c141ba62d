package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The provider's bad days: one in three people meets one, at a call drawn at random. */
final class Incidents {

    private static final List<Endpoint> CALLS =
            List.of(Endpoint.CODE, Endpoint.UPGRADE, Endpoint.ME, Endpoint.REFRESH, Endpoint.REFRESH);

    private final Simulator simulator;
    private final Random random;
    private final Set<String> answerLost = new HashSet<>();
    private int count;

    Incidents(Simulator simulator, Random random) {
        this.simulator = simulator;
        this.random = random;
    }

    /** Prepares what is to happen to this person, if anything is. */
    void meet(String person) {
        if (random.nextInt(3) > 0) {
            return;
        }
        List<Fault> faults = List.of(
                Fault.hang(),
                Fault.hangAfter(),
                Fault.resetBefore(),
                Fault.resetAfter(),
                Fault.status(500),
                Fault.html(),
                Fault.emptyBody(),
                Fault.blankToken(),
                Fault.truncated(),
                Fault.transient400(),
                Fault.latency(Duration.ofSeconds(1)),
                Fault.rateLimit(RateLimit.of(17)));
        Endpoint endpoint = CALLS.get(random.nextInt(CALLS.size()));
        Fault fault = faults.get(random.nextInt(faults.size()));
        simulator.inject(FaultRule.on(endpoint, fault).once().forPerson(person));
        count++;
        // The provider has answered and the answer went astray: it is the one fault that may cost a code.
        if (endpoint == Endpoint.CODE) {
            answerLost.add(person);
        }
    }

    /** Whether the answer to this person's code was made to go astray, or may have been. */
    boolean mayHaveLostAnswer(String person) {
        return answerLost.contains(person);
    }

    int count() {
        return count;
    }
}
