package io.tokenkeep.quickstart.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Files of one package that need each other, directly or over others. */
final class ImportCircles {

    private final Map<String, Set<String>> needs = new TreeMap<>();

    /** {@code files}: what each file of a package names, by the file's type. */
    ImportCircles(Map<String, Set<String>> files) {
        files.forEach((type, named) -> needs.put(
                type,
                named.stream()
                        .filter(other -> files.containsKey(other) && !other.equals(type))
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    static ImportCircles of(List<JavaSource> files) {
        return new ImportCircles(files.stream().collect(Collectors.toMap(JavaSource::type, JavaSource::identifiers)));
    }

    /** Each type that needs itself over others, with all that stand in the same circle. */
    Set<Set<String>> find() {
        Set<Set<String>> circles = new HashSet<>();
        for (String type : needs.keySet()) {
            Set<String> circle = reachable(type).stream()
                    .filter(other -> reachable(other).contains(type))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!circle.isEmpty()) {
                circles.add(circle);
            }
        }
        return circles;
    }

    private Set<String> reachable(String from) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(needs.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(needs.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
