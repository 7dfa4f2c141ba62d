package io.tokenkeep.quickstart;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds redirects without an accepted code, such as a cancel. No record is written about them, so this class reads
 * callback-service's counters. Used by one thread.
 */
final class EndedRedirects {

    private static final String COUNTER = "tokenkeep.callback.redirects";
    private static final Set<String> GO_ON = Set.of("published", "repeated");

    private final MeterRegistry registry;
    private final Map<Ended, Double> reported = new HashMap<>();

    /** The result, as callback-service's metric names it, and the app. */
    record Ended(String result, String app) {

        String text() {
            return result.replace('-', ' ');
        }
    }

    EndedRedirects(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The redirects since the last call, each once. */
    List<Ended> next() {
        List<Ended> next = new ArrayList<>();
        for (Counter counter : registry.find(COUNTER).counters()) {
            Ended ended = new Ended(
                    String.valueOf(counter.getId().getTag("result")),
                    String.valueOf(counter.getId().getTag("app")));
            double before = reported.getOrDefault(ended, 0.0);
            double now = counter.count();
            if (!GO_ON.contains(ended.result())) {
                for (double i = before; i < now; i++) {
                    next.add(ended);
                }
            }
            reported.put(ended, now);
        }
        return next;
    }
}
