package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import org.jspecify.annotations.Nullable;

/** The calls to which a fault applies: an endpoint, optionally one app or person, for a number of calls or for ever. */
public record FaultRule(
        Endpoint endpoint,
        Fault fault,
        int count,
        @Nullable String clientId,
        @Nullable String username) {
    public static final int FOR_EVER = -1;

    public FaultRule {
        if (count < 1 && count != FOR_EVER) {
            throw new IllegalArgumentException("a fault hits at least one call");
        }
    }

    /** Applies to every call of the endpoint until it is cleared. */
    public static FaultRule on(Endpoint endpoint, Fault fault) {
        return new FaultRule(endpoint, fault, FOR_EVER, null, null);
    }

    public FaultRule times(int calls) {
        return new FaultRule(endpoint, fault, calls, clientId, username);
    }

    public FaultRule once() {
        return times(1);
    }

    public FaultRule forApp(String id) {
        return new FaultRule(endpoint, fault, count, id, username);
    }

    public FaultRule forPerson(String name) {
        return new FaultRule(endpoint, fault, count, clientId, name);
    }

    boolean matches(Endpoint called, Subject subject) {
        return endpoint.covers(called)
                && (clientId == null || clientId.equals(subject.clientId()))
                && (username == null || username.equals(subject.username()));
    }
}
