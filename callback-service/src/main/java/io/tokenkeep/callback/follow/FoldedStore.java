package io.tokenkeep.callback.follow;

import io.tokenkeep.kit.health.CheckResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The folded value of each key of a topic, bounded: the one heard of first leaves first. Thread-safe. */
public final class FoldedStore<V> implements TopicStore<V> {

    private final BinaryOperator<V> fold;
    private final int limit;
    private final Map<String, V> values;
    private volatile boolean caughtUp;
    private volatile boolean dropped;

    /** Holds at most {@code limit}; {@code fold} says what to hold, of what was held and what comes. */
    public FoldedStore(int limit, BinaryOperator<V> fold) {
        this.fold = fold;
        this.limit = limit;
        this.values = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                boolean full = size() > limit;
                dropped = dropped || full;
                return full;
            }
        };
    }

    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized void add(String key, V value, Instant writtenAt) {
        values.merge(key, value, fold);
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public CheckResult check() {
        return dropped
                ? CheckResult.failed("there are more than " + limit + ", the oldest are forgotten")
                : CheckResult.ok();
    }

    @Override
    public synchronized int size() {
        return values.size();
    }
}
