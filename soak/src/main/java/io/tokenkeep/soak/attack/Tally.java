package io.tokenkeep.soak.attack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each answer came. Thread-safe. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String what) {
        counts.computeIfAbsent(what, first -> new LongAdder()).increment();
    }

    /** An answer by its status, or that there was none. */
    void add(Reply reply) {
        add(reply.status() == 0 ? "no answer" : Integer.toString(reply.status()));
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
