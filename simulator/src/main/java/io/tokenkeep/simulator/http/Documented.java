package io.tokenkeep.simulator.http;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The parameters that the documentation of a call lists. A token may come by header instead. */
public record Documented(Set<String> required, Set<String> optional) {
    /** For calls of which nothing is said. */
    public static final Documented ANYTHING = new Documented(Set.of(), Set.of("*"));

    public static Documented of(String... required) {
        return new Documented(Set.of(required), Set.of());
    }

    /** Of a call that is made with somebody's token. */
    public static Documented withToken(String... required) {
        var all = new HashSet<>(Set.of(required));
        all.add("access_token");
        return new Documented(all, Set.of("appsecret_proof", "appsecret_time"));
    }

    public Documented or(String... more) {
        var all = new HashSet<>(optional);
        all.addAll(Set.of(more));
        return new Documented(required, all);
    }

    /** Names in the request that are not documented. What scripts say to the simulator is no part of the call. */
    public Set<String> unknown(ApiRequest request) {
        var names = new TreeSet<>(request.parameters().names());
        names.removeAll(required);
        names.removeAll(optional);
        names.removeIf(name -> name.startsWith("sim_") || optional.contains("*"));
        return names;
    }

    public Set<String> missing(ApiRequest request) {
        var names = new TreeSet<>(required);
        names.removeIf(
                name -> name.equals("access_token") ? request.accessToken() != null : request.parameter(name) != null);
        return names;
    }
}
