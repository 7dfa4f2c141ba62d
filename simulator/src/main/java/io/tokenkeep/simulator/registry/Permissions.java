package io.tokenkeep.simulator.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a person has said to each permission an app asked for, last word first. Bounded by the people there are. Safe for
 * use by many threads.
 */
public final class Permissions {

    /** In the words of the permissions edge. */
    public enum Status {
        GRANTED,
        DECLINED,
        EXPIRED
    }

    private record Holder(String clientId, long personId) {}

    private final Map<Holder, Map<String, Status>> byHolder = new HashMap<>();

    public synchronized void decide(String clientId, Person person, Set<String> granted, Set<String> declined) {
        var said = byHolder.computeIfAbsent(new Holder(clientId, person.id()), ignored -> new TreeMap<>());
        granted.forEach(scope -> said.put(scope, Status.GRANTED));
        declined.forEach(scope -> said.put(scope, Status.DECLINED));
    }

    /** Gone as if it had never been asked for, which is what a deletion of it does. */
    public synchronized void forget(String clientId, Person person, String scope) {
        byHolder.getOrDefault(new Holder(clientId, person.id()), new HashMap<>())
                .remove(scope);
    }

    public synchronized void forget(String clientId, Person person) {
        byHolder.remove(new Holder(clientId, person.id()));
    }

    /** In alphabetical order. */
    public synchronized Map<String, Status> of(String clientId, Person person) {
        return new TreeMap<>(byHolder.getOrDefault(new Holder(clientId, person.id()), Map.of()));
    }
}
