package io.tokenkeep.console.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, in groups. At the limit of a group its oldest value leaves, and at the limit of all the oldest one; a value that is
 * put again is the youngest. For callers that hold a lock.
 */
final class Groups<V> {

    private final int limit;
    private final int groupLimit;
    private final Map<String, Entry<V>> all = new LinkedHashMap<>();
    private final Map<String, Map<String, V>> groups = new LinkedHashMap<>();

    private record Entry<V>(String group, V value) {}

    /**
     * @param limit how many values there may be
     * @param groupLimit how many values a group may have
     */
    Groups(int limit, int groupLimit) {
        this.limit = limit;
        this.groupLimit = groupLimit;
    }

    Optional<V> find(String key) {
        return Optional.ofNullable(all.get(key)).map(Entry::value);
    }

    /** The values of a group, the youngest first. */
    List<V> of(String group) {
        List<V> values = new ArrayList<>(groups.getOrDefault(group, Map.of()).values());
        Collections.reverse(values);
        return values;
    }

    /** Puts a value; returns the one that left because there were more than the limit of all, or null. */
    @Nullable
    V put(String group, String key, V value) {
        remove(key);
        all.put(key, new Entry<>(group, value));
        Map<String, V> members = groups.computeIfAbsent(group, first -> new LinkedHashMap<>(4));
        members.put(key, value);
        if (members.size() > groupLimit) {
            remove(members.keySet().iterator().next());
        }
        return all.size() > limit ? removeOldest() : null;
    }

    /** Removes the oldest values for as long as they are of this kind. */
    void removeOldestWhile(Predicate<V> old) {
        while (!all.isEmpty() && old.test(all.values().iterator().next().value())) {
            removeOldest();
        }
    }

    int size() {
        return all.size();
    }

    int limit() {
        return limit;
    }

    private @Nullable V removeOldest() {
        return remove(all.keySet().iterator().next());
    }

    private @Nullable V remove(String key) {
        Entry<V> removed = all.remove(key);
        if (removed == null) {
            return null;
        }
        groups.computeIfPresent(removed.group, (group, members) -> {
            members.remove(key);
            return members.isEmpty() ? null : members;
        });
        return removed.value;
    }
}
