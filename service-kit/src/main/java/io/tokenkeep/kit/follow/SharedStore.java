package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Passes each record of a topic to several stores, so that the topic is read once. Thread-safe, as its stores are. */
public final class SharedStore<V> implements TopicStore<V> {

    private final List<TopicStore<V>> stores;
    private final boolean hasNulls;

    /**
     * @param stores each takes what it needs of a record, and has its own bound
     * @param hasNulls whether records of the topic may have no value
     */
    public SharedStore(List<TopicStore<V>> stores, boolean hasNulls) {
        this.stores = List.copyOf(stores);
        this.hasNulls = hasNulls;
    }

    @Override
    public void add(String key, V value, RecordPlace place) {
        stores.forEach(store -> store.add(key, value, place));
    }

    @Override
    public boolean remove(String key, RecordPlace place) {
        stores.forEach(store -> store.remove(key, place));
        return hasNulls;
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        stores.forEach(store -> store.readUpTo(nextOffsets));
    }

    @Override
    public void nothingUnread() {
        stores.forEach(TopicStore::nothingUnread);
    }

    @Override
    public void nowCaughtUp() {
        stores.forEach(TopicStore::nowCaughtUp);
    }

    @Override
    public boolean caughtUp() {
        return stores.stream().allMatch(TopicStore::caughtUp);
    }

    /** Of all stores together. */
    @Override
    public int size() {
        return stores.stream().mapToInt(TopicStore::size).sum();
    }

    /** Of all stores together. */
    @Override
    public int limit() {
        return stores.stream().mapToInt(TopicStore::limit).sum();
    }

    /** Every store's failure, because each names another setting. */
    @Override
    public CheckResult check() {
        String failures = stores.stream()
                .map(TopicStore::check)
                .filter(result -> !result.isOk())
                .map(CheckResult::failure)
                .collect(Collectors.joining("; "));
        return failures.isEmpty() ? CheckResult.ok() : CheckResult.failed(failures);
    }
}
