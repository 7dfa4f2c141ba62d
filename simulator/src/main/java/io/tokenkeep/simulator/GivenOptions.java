package io.tokenkeep.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects {@code --name value} pairs, and environment variables for the names without a pair. */
final class GivenOptions {
    private static final String PREFIX = "SIMULATOR_";

    private GivenOptions() {}

    static Map<String, List<String>> read(
            String[] arguments, Map<String, String> environment, Set<String> names, Collection<String> lists) {
        var given = new HashMap<String, List<String>>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!names.contains(name)) {
                throw new IllegalArgumentException("unknown option " + arguments[i] + "; --help lists them");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            given.computeIfAbsent(name, ignored -> new ArrayList<>()).add(arguments[i + 1]);
        }
        for (String name : names) {
            String value = environment.get(variable(name, lists.contains(name)));
            if (value != null && !value.isBlank() && !given.containsKey(name)) {
                given.put(name, lists.contains(name) ? List.of(value.strip().split("\\s+")) : List.of(value.strip()));
            }
        }
        return given;
    }

    private static String variable(String name, boolean list) {
        String plain = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return list ? plain + (name.endsWith("ch") ? "ES" : "S") : plain;
    }
}
