package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers by kind. Thread-safe. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String what) {
        counts.computeIfAbsent(what, first -> new LongAdder()).increment();
    }

    /** The kind of an answer: its status, or none. */
    void add(Reply reply) {
        add(reply.status() == 0 ? "no answer" : Integer.toString(reply.status()));
    }

    /** Counts the result of a call. Completes when the call has. */
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
