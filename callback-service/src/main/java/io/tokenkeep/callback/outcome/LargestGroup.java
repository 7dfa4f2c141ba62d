package io.tokenkeep.callback.outcome;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Members in groups; the oldest member of the largest group is removed first. Of equally large groups, the one that has had that
 * size for longest counts. Each step costs the logarithm of the number of sizes. For one thread at a time.
 */
final class LargestGroup {

    private final Map<String, Set<String>> members = new HashMap<>();
    private final TreeMap<Integer, Set<String>> groupsBySize = new TreeMap<>();

    void add(String group, String member) {
        Set<String> all = members.computeIfAbsent(group, first -> new LinkedHashSet<>(2));
        int before = all.size();
        all.add(member);
        resized(group, before, all.size());
    }

    void remove(String group, String member) {
        Set<String> all = members.getOrDefault(group, Set.of());
        int before = all.size();
        if (before > 0) {
            all.remove(member);
            resized(group, before, all.size());
        }
    }

    /** Removes a member and returns it; there must be one. */
    String removeFromLargest() {
        String largest = groupsBySize.lastEntry().getValue().iterator().next();
        String oldest = members.getOrDefault(largest, Set.of()).iterator().next();
        remove(largest, oldest);
        return oldest;
    }

    private void resized(String group, int before, int now) {
        if (before == now) {
            return;
        }
        groupsBySize.computeIfPresent(before, (size, groups) -> {
            groups.remove(group);
            return groups.isEmpty() ? null : groups;
        });
        if (now == 0) {
            members.remove(group);
        } else {
            groupsBySize.computeIfAbsent(now, first -> new LinkedHashSet<>()).add(group);
        }
    }
}
