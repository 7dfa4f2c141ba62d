package io.tokenkeep.quickstart.simulation;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import java.util.List;
import java.util.Random;

/** How the provider is at present: well, well but for a fault now and then, or out. Which call is hit is decided by the seed. */
final class ProviderFaults {

    /** What passes by itself; with truncated and lost answers the provider has acted all the same. */
    private static final List<Fault> PASSING = List.of(
            Fault.status(500),
            Fault.status(503),
            Fault.html(),
            Fault.emptyBody(),
            Fault.blankToken(),
            Fault.missingToken(),
            Fault.transient400(),
            Fault.truncated(),
            Fault.resetBefore(),
            Fault.resetAfter(),
            Fault.rateLimit(RateLimit.of(17)));

    private final Simulator provider;
    private final Random random;
    private double share;
    private long faults;

    ProviderFaults(Simulator provider, long seed) {
        this.provider = provider;
        this.random = new Random(seed);
    }

    /** From now on this share of the calls is hit by something that passes. */
    void faultsNowAndThen(double shareOfCalls) {
        share = shareOfCalls;
    }

    /** Every call fails like this, whatever it asks. */
    void out(Fault fault) {
        provider.faults().clear();
        provider.inject(FaultRule.on(Endpoint.ANY, fault));
    }

    void well() {
        share = 0;
        provider.faults().clear();
    }

    /** Somebody's call is about to come. */
    void coming(Endpoint endpoint, String username) {
        if (random.nextDouble() < share) {
            Fault fault = PASSING.get(random.nextInt(PASSING.size()));
            provider.inject(FaultRule.on(endpoint, fault).forPerson(username).once());
            faults++;
        }
    }

    /** Calls that were hit on purpose so far, outages not counted. */
    long faults() {
        return faults;
    }
}
