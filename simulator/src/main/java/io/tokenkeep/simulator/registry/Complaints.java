package io.tokenkeep.simulator.registry;

import java.util.ArrayList;
import java.util.List;

/** The first thousand calls that were not as documented. Safe for use by many threads. */
public final class Complaints {
    private static final int MOST = 1_000;

    private final List<Complaint> all = new ArrayList<>();

    public synchronized void add(Complaint complaint) {
        if (all.size() < MOST) {
            all.add(complaint);
        }
    }

    public synchronized List<Complaint> all() {
        return List.copyOf(all);
    }

    public synchronized void clear() {
        all.clear();
    }
}
