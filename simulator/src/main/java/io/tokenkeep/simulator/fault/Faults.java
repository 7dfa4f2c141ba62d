package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules in force. Only the oldest rule that matches a call applies to it. Thread-safe. */
public final class Faults {
    private static final int MOST_RULES = 10_000;

    private final List<Active> rules = new ArrayList<>();

    public synchronized void add(FaultRule rule) {
        if (rules.size() >= MOST_RULES) {
            throw new IllegalStateException("there are already " + MOST_RULES + " fault rules");
        }
        rules.add(new Active(rule));
    }

    public synchronized void clear() {
        rules.clear();
    }

    /** Ends a rule before its count is used up, if it is in force. */
    public synchronized void remove(FaultRule rule) {
        rules.removeIf(active -> active.rule.equals(rule));
    }

    /** The rules in force, with their remaining counts. */
    public synchronized List<FaultRule> pending() {
        return rules.stream().map(Active::rest).toList();
    }

    /** Returns the fault for this call and lowers its count by one. */
    public synchronized Optional<Fault> take(Endpoint called, Subject subject) {
        var hit = rules.stream()
                .filter(active -> active.rule.matches(called, subject))
                .findFirst();
        hit.ifPresent(active -> {
            if (active.left != FaultRule.FOR_EVER && --active.left == 0) {
                rules.remove(active);
            }
        });
        return hit.map(active -> active.rule.fault());
    }

    private static final class Active {
        private final FaultRule rule;
        private int left;

        Active(FaultRule rule) {
            this.rule = rule;
            this.left = rule.count();
        }

        FaultRule rest() {
            return left == FaultRule.FOR_EVER ? rule : rule.times(left);
        }
    }
}
