package io.tokenkeep.kit.bounded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A map of at most {@link #limit()} entries; a further entry removes the oldest. Keys and values are never null. For one
 * thread, or for callers that hold a lock.
 */
public final class BoundedMap<K, V> {

    private final int limit;
    private final Map<K, V> entries;
    private boolean removed;

    private BoundedMap(int limit, boolean byUse) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of a map starts at 1");
        }
        this.limit = limit;
        this.entries = new LinkedHashMap<>(16, 0.75f, byUse);
    }

    /** The oldest entry is the one whose key was put first; a new value for it does not make it younger. */
    public static <K, V> BoundedMap<K, V> byInsertion(int limit) {
        return new BoundedMap<>(limit, false);
    }

    /** The oldest entry is the one that was neither read nor written for longest. */
    public static <K, V> BoundedMap<K, V> byUse(int limit) {
        return new BoundedMap<>(limit, true);
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean contains(K key) {
        return entries.containsKey(key);
    }

    public void put(K key, V value) {
        entries.put(key, value);
        removeOldest();
    }

    /** Puts {@code value}; if the key has a value already, puts the result of {@code fold} on that value and {@code value}. */
    public void merge(K key, V value, BinaryOperator<V> fold) {
        entries.merge(key, value, fold);
        removeOldest();
    }

    /** The value of a key; a key without a value gets a new one first. */
    public V findOrPut(K key, Supplier<V> first) {
        V value = entries.computeIfAbsent(key, absent -> first.get());
        removeOldest();
        return value;
    }

    public void remove(K key) {
        entries.remove(key);
    }

    public int size() {
        return entries.size();
    }

    public int limit() {
        return limit;
    }

    /** Whether an entry was ever removed to make room. */
    public boolean hasRemoved() {
        return removed;
    }

    private void removeOldest() {
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
            removed = true;
        }
    }
}
