package io.tokenkeep.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests that fail because of their sender, and requests that fail because of a mistake of this program. Logs each kind
 * at most once a minute, without any text of the sender and without a stack trace. Thread-safe.
 */
public final class BrokenRequests {

    private static final Logger log = LoggerFactory.getLogger(BrokenRequests.class);

    private final String listener;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final LogLimit limit;

    public BrokenRequests(String listener, MeterRegistry registry, InstantSource clock) {
        this.listener = listener;
        this.registry = registry;
        this.clock = clock;
        this.limit = new LogLimit(clock);
    }

    String listener() {
        return listener;
    }

    /** Where the listener's metrics are. */
    MeterRegistry registry() {
        return registry;
    }

    InstantSource clock() {
        return clock;
    }

    /**
     * Counts a request that failed because of its sender.
     *
     * @param reason one of a few fixed tag values
     */
    public void count(String reason) {
        registry.counter("tokenkeep.http.requests.broken", "listener", listener, "reason", reason)
                .increment();
        if (log.isDebugEnabled()) {
            limit.pass(reason).ifPresent(times -> log.atDebug()
                    .addKeyValue("listener", listener)
                    .addKeyValue("reason", reason)
                    .addKeyValue("times", times)
                    .log("requests could not be read"));
        }
    }

    /** Logs the class and place of a mistake, not its message, which may quote the request. */
    public void mistake(Throwable mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        String place = trace.length == 0 ? "" : trace[0].toString();
        String kind = mistake.getClass().getName();
        registry.counter("tokenkeep.http.requests.broken", "listener", listener, "reason", "mistake")
                .increment();
        limit.pass(kind + place).ifPresent(times -> log.atError()
                .addKeyValue("listener", listener)
                .addKeyValue("failure", kind)
                .addKeyValue("at", place)
                .addKeyValue("times", times)
                .log("a request failed by a mistake of this program"));
    }
}
