package io.tokenkeep.kit.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a service is judged by: its components for {@code /health}, and apart from them the conditions under which it
 * wants requests, for {@code /health/ready}. Any thread may add or read.
 */
public final class Health {
    private final List<Component> components = new CopyOnWriteArrayList<>();
    private final List<Component> readiness = new CopyOnWriteArrayList<>();

    public Health add(Component component) {
        components.add(component);
        return this;
    }

    /** Leave out what the service can be useful without. With no condition a service is ready once it listens. */
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
