package io.tokenkeep.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured durations. Thread-safe. */
final class Latencies {

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long took) {
        nanos.add(took);
    }

    int count() {
        return nanos.size();
    }

    /** In milliseconds. */
    double quantile(double share) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) ((sorted.size() - 1) * share)) / 1e6;
    }
}
