package io.tokenkeep.cli.api;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The positions of what this command wrote, so that its reads are no older. Not thread-safe. */
final class Positions {

    static final String HEADER = "Tokenkeep-Position";
    /** As the contract bounds the header. Beyond, reads may be a moment older. */
    private static final int LONGEST = 6000;

    private final Map<String, String> latest = new TreeMap<>();

    /** Of an answer; the last one of each partition counts. */
    void add(Collection<String> headers) {
        for (String header : headers) {
            for (String position : header.split(",", -1)) {
                String one = position.strip();
                int dot = one.lastIndexOf('.');
                if (dot > 0) {
                    latest.put(one.substring(0, dot), one);
                }
            }
        }
    }

    /** Empty if nothing was written. */
    String header() {
        String header = String.join(",", latest.values());
        return header.length() <= LONGEST ? header : "";
    }
}
