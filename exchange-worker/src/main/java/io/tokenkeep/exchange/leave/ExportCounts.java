package io.tokenkeep.exchange.leave;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many tokens were exported, how many were not, and why. Names some of those that should have been. For one thread. */
public final class ExportCounts {

    private static final int NAMED = 20;

    private final Map<String, Failures> failures = new TreeMap<>();
    private long exported;
    private long gone;
    private long expired;

    /** Those of one reason: all are counted, the first of them are named. */
    private static final class Failures {
        private final List<String> first = new ArrayList<>();
        private long count;

        void add(String what) {
            count++;
            if (first.size() < NAMED) {
                first.add(what);
            }
        }

        @Override
        public String toString() {
            return count + ": " + String.join(", ", first)
                    + (count > first.size() ? " and " + (count - first.size()) + " more" : "");
        }
    }

    void exported() {
        exported++;
    }

    void gone() {
        gone++;
    }

    void expired() {
        expired++;
    }

    /** Of an account whose token may be live. */
    void failed(String reason, String what) {
        failures.computeIfAbsent(reason, key -> new Failures()).add(what);
    }

    /** Whether each live token is in the file. */
    public boolean isComplete() {
        return failures.isEmpty();
    }

    public long ofExported() {
        return exported;
    }

    public long ofGone() {
        return gone;
    }

    public long ofExpired() {
        return expired;
    }

    public long ofFailed() {
        return failures.values().stream().mapToLong(each -> each.count).sum();
    }

    /** Prints the counts for people. */
    public void print(PrintStream out) {
        out.println("exported: " + exported);
        out.println("skipped, because the account has no token any more: " + gone);
        out.println("skipped, because the token has expired: " + expired);
        failures.forEach((reason, each) -> out.println("NOT EXPORTED, " + reason + ": " + each));
    }
}
