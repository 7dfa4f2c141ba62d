package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.bounded.BoundedMap;
import io.tokenkeep.kit.health.CheckResult;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The folded value of each key of a topic. At the bound the key that was read first is forgotten. Thread-safe. */
public final class FoldedStore<V> implements TopicStore<V> {

    private final BinaryOperator<V> fold;
    private final BoundedMap<String, V> values;
    private volatile boolean caughtUp;

    /**
     * Holds at most {@code limit} keys; {@code limit} is at least 1.
     *
     * @param fold combines the held value and the next value into the new held value
     */
    public FoldedStore(int limit, BinaryOperator<V> fold) {
        this.fold = fold;
        this.values = BoundedMap.byInsertion(limit);
    }

    /** The folded value of a key; empty if no record of the key was read, or the key was forgotten. */
    public synchronized Optional<V> find(String key) {
        return values.find(key);
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized void add(String key, V value, RecordPlace place) {
        values.merge(key, value, fold);
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public int limit() {
        return values.limit();
    }

    @Override
    public synchronized CheckResult check() {
        return values.hasRemoved()
                ? CheckResult.failed("there are more than " + limit() + ", the oldest are forgotten")
                : CheckResult.ok();
    }

    @Override
    public synchronized int size() {
        return values.size();
    }
}
