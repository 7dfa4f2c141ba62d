package io.tokenkeep.simulator.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names in a {@code fields} parameter, each with the names in its braces. */
public record Fields(Map<String, Fields> byName) {
    public static final Fields NONE = new Fields(Map.of());

    /** Throws IllegalArgumentException if the braces do not match. */
    public static Fields parse(String text) {
        var found = new LinkedHashMap<String, Fields>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            char at = i == text.length() ? ',' : text.charAt(i);
            if (at == '{') {
                depth++;
            } else if (at == '}') {
                depth--;
            } else if (at == ',' && depth == 0) {
                add(found, text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("the braces do not match");
        }
        return new Fields(found);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public Fields of(String name) {
        return byName.getOrDefault(name, NONE);
    }

    private static void add(Map<String, Fields> found, String field) {
        int brace = field.indexOf('{');
        if (brace > 0 && field.endsWith("}")) {
            found.put(field.substring(0, brace), parse(field.substring(brace + 1, field.length() - 1)));
        } else if (!field.isEmpty()) {
            found.put(field, NONE);
        }
    }
}
