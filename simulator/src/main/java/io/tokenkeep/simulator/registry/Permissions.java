package io.tokenkeep.simulator.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last decision of each person about each permission for which an app asked. Bounded by the number of people.
 * Thread-safe.
 */
public final class Permissions {

    /** The value that the permissions edge shows. */
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

    /** Deletes the permission, as if an app had never asked for it. */
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
