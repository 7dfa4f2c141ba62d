package io.tokenkeep.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured durations. Thread-safe. */
public final class Latencies {

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    public void add(long took) {
        nanos.add(took);
    }

    public int count() {
        return nanos.size();
    }

    /** In milliseconds. */
    public double quantile(double share) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) ((sorted.size() - 1) * share)) / 1e6;
    }
}
