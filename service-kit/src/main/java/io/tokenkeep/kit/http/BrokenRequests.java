package io.tokenkeep.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests that fail by their sender's doing and programs' mistakes that a request met. Nothing that a sender wrote
 * is logged, no stack trace, and of each kind one line a minute. Thread-safe.
 */
public final class BrokenRequests {

    private static final Logger log = LoggerFactory.getLogger(BrokenRequests.class);

    private final String listener;
    private final MeterRegistry registry;
    private final LogLimit limit;

    public BrokenRequests(String listener, MeterRegistry registry, InstantSource clock) {
        this.listener = listener;
        this.registry = registry;
        this.limit = new LogLimit(clock);
    }

    String listener() {
        return listener;
    }

    /**
     * A request that failed by its sender's doing.
     *
     * @param reason one of few words of ours
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

    /** The kind and place of a mistake, not its message: that may quote the request. */
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
