package io.tokenkeep.simulator.registry;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A call that was not as documented: names of parameters only, no value. */
public record Complaint(Instant at, Provider provider, String endpoint, Set<String> unknown, Set<String> missing) {
    private static final int LONGEST_NAME = 40;

    /** What stands in place of a name that may be no name at all. */
    private static final String ODD = "(odd name)";

    public Complaint {
        unknown = unknown.stream()
                .map(name -> name.matches("[A-Za-z0-9_.\\[\\]-]{1," + LONGEST_NAME + "}") ? name : ODD)
                .collect(Collectors.toCollection(TreeSet::new));
        missing = new TreeSet<>(missing);
    }

    @Override
    public String toString() {
        return provider + " " + endpoint + (unknown.isEmpty() ? "" : " undocumented " + unknown)
                + (missing.isEmpty() ? "" : " missing " + missing);
    }
}
