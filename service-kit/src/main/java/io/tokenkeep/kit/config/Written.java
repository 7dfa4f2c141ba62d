package io.tokenkeep.kit.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings as a person wrote them, and the same with every placeholder replaced. */
record Written(Map<String, String> raw, Map<String, String> resolved) {
    static Written resolve(Map<String, String> raw, Map<String, String> environment, Problems problems) {
        Placeholders placeholders = new Placeholders(environment);
        Map<String, String> resolved = new TreeMap<>();
        raw.forEach((name, value) -> resolved.put(name, placeholders.resolve(name, value, problems)));
        return new Written(Map.copyOf(raw), Map.copyOf(resolved));
    }

    /** What came from elsewhere may be a secret, whatever the setting's type. */
    boolean fromElsewhere(String name) {
        return Placeholders.in(raw.getOrDefault(name, ""));
    }

    /** The resolved settings below a prefix, under the rest of their names. */
    Map<String, String> below(String prefix) {
        return resolved.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** The setting as it may be read by anyone who may read the configuration: with its placeholder, not its value. */
    String rawOr(String name, String other) {
        return Objects.requireNonNullElse(raw.get(name), other);
    }

    @Override
    public String toString() {
        return "Written" + new TreeMap<>(raw).keySet();
    }
}
