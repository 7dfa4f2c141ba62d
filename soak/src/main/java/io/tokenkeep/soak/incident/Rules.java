package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.FaultRule;
import java.util.ArrayList;
import java.util.List;

/** Faults in force until they are cleared together. Used by one thread. */
final class Rules {

    private final Simulator simulator;
    private final List<FaultRule> inForce = new ArrayList<>();

    Rules(Simulator simulator) {
        this.simulator = simulator;
    }

    void inject(FaultRule rule) {
        inForce.add(rule);
        simulator.inject(rule);
    }

    boolean isEmpty() {
        return inForce.isEmpty();
    }

    void removeAll() {
        inForce.forEach(simulator.faults()::remove);
        inForce.clear();
    }
}
