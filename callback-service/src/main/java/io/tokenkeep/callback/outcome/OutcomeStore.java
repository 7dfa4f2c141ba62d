package io.tokenkeep.callback.outcome;

import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The folded outcome of each recent consent, bounded: the one heard of first leaves first. Thread-safe. */
public final class OutcomeStore {

    private final Map<String, AuthorizationOutcome> outcomes;
    private volatile boolean caughtUp;

    public OutcomeStore(int limit) {
        this.outcomes = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AuthorizationOutcome> eldest) {
                return size() > limit;
            }
        };
    }

    public synchronized Optional<AuthorizationOutcome> find(String authorizationId) {
        return Optional.ofNullable(outcomes.get(authorizationId));
    }

    /** Whether everything is here that had happened when this process started to read. */
    public boolean caughtUp() {
        return caughtUp;
    }

    synchronized int size() {
        return outcomes.size();
    }

    synchronized void add(AuthorizationOutcome outcome) {
        outcomes.compute(outcome.getAuthorizationId(), (id, held) -> OutcomeFold.fold(held, outcome));
    }

    void nowCaughtUp() {
        caughtUp = true;
    }
}
