package io.tokenkeep.simulator.registry;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The switches that are on. Safe for use by many threads. */
public final class Switches {
    private final EnumSet<Switch> on = EnumSet.noneOf(Switch.class);

    public Switches(Collection<Switch> initially) {
        on.addAll(initially);
    }

    public synchronized boolean isOn(Switch name) {
        return on.contains(name);
    }

    public synchronized void turnOn(Switch name) {
        on.add(name);
    }

    public synchronized void turnOff(Switch name) {
        on.remove(name);
    }

    public synchronized void allOff() {
        on.clear();
    }

    public synchronized Set<Switch> on() {
        return EnumSet.copyOf(on);
    }
}
