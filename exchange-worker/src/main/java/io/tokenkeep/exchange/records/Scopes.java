package io.tokenkeep.exchange.records;

import java.util.List;

/** Compares requested and granted scopes. No side effects. */
public final class Scopes {

    private Scopes() {}

    /**
     * The requested scopes that were not granted. Empty also if the provider named no granted scopes, because then nothing is
     * known to be missing.
     */
    public static List<String> missing(List<String> asked, List<String> granted) {
        return granted.isEmpty()
                ? List.of()
                : asked.stream().filter(scope -> !granted.contains(scope)).toList();
    }
}
