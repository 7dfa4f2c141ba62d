package io.tokenkeep.exchange.records;

import java.util.List;

/** What of the scopes asked for was not granted. Pure. */
public final class Scopes {

    private Scopes() {}

    /** Empty as well where the provider named none: then nothing is known to be missing. */
    public static List<String> missing(List<String> asked, List<String> granted) {
        return granted.isEmpty()
                ? List.of()
                : asked.stream().filter(scope -> !granted.contains(scope)).toList();
    }
}
