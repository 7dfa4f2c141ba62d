package io.tokenkeep.callback.follow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The folded value of each key of a topic, bounded: the one heard of first leaves first. Thread-safe. */
public final class FoldedStore<V> {

    private final BinaryOperator<V> fold;
    private final Map<String, V> values;
    private volatile boolean caughtUp;

    /** Holds at most {@code limit}; {@code fold} says what to hold, of what was held and what comes. */
    public FoldedStore(int limit, BinaryOperator<V> fold) {
        this.fold = fold;
        this.values = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }

    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether everything is here that lay on the topic when this process started to read. */
    public boolean caughtUp() {
        return caughtUp;
    }

    public synchronized void add(String key, V value) {
        values.merge(key, value, fold);
    }

    public void nowCaughtUp() {
        caughtUp = true;
    }

    synchronized int size() {
        return values.size();
    }
}
