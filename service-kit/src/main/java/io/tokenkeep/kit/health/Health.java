package io.tokenkeep.kit.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The components of a service, for {@code /health}, and separately the conditions for requests, for {@code /health/ready}. Any
 * thread may add or read.
 */
public final class Health {
    private final List<Component> components = new CopyOnWriteArrayList<>();
    private final List<Component> readiness = new CopyOnWriteArrayList<>();

    public Health add(Component component) {
        components.add(component);
        return this;
    }

    /** Add only conditions that every request needs. A service without conditions is ready once it listens. */
    public Health readyWhen(Component condition) {
        readiness.add(condition);
        return this;
    }

    List<Component> components() {
        return List.copyOf(components);
    }

    List<Component> readiness() {
        return List.copyOf(readiness);
    }
}
