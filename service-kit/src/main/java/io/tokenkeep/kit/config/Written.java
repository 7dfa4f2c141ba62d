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

    /** A value that came from a placeholder may be a secret, whatever the setting's type. */
    boolean fromElsewhere(String name) {
        return Placeholders.in(raw.getOrDefault(name, ""));
    }

    /** The resolved settings below a prefix, by their names without the prefix. */
    Map<String, String> below(String prefix) {
        return resolved.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** The setting as it may be shown: with its placeholder, not the value behind it. */
    String rawOr(String name, String other) {
        return Objects.requireNonNullElse(raw.get(name), other);
    }

    @Override
    public String toString() {
        return "Written" + new TreeMap<>(raw).keySet();
    }
}
