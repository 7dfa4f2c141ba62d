package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
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

    /** Counts what a call comes to, and completes when it has. */
    Future<Void> counted(Future<Reply> call) {
        return call.onSuccess(this::add)
                .onFailure(failure -> add("no answer"))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
