package io.tokenkeep.simulator.registry;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An undocumented call: names of parameters, no values. */
public record Complaint(Instant at, Provider provider, String endpoint, Set<String> unknown, Set<String> missing) {
    private static final int LONGEST_NAME = 40;

    /** Replaces a text that may not be a parameter name. */
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
