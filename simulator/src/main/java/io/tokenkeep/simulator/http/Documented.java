package io.tokenkeep.simulator.http;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The parameters that the documentation of a call lists. A token may come by header instead. */
public record Documented(Set<String> required, Set<String> optional) {
    /** For calls without documented parameters. */
    public static final Documented ANYTHING = new Documented(Set.of(), Set.of("*"));

    public static Documented of(String... required) {
        return new Documented(Set.of(required), Set.of());
    }

    /** For a call with a token. */
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

    /** Undocumented names in the request, except the simulator's own parameters. */
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
