package io.tokenkeep.callback.consent;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts links and redirects by app and result. This program chooses both, so each has few values. */
public final class ConsentMetrics {

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    public ConsentMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A connect link was opened. */
    void connect(String app, String result) {
        registry.counter("tokenkeep.callback.connects", "app", app, "result", result)
                .increment();
    }

    /** A connect link to an unknown app: the name comes from the client, so it becomes no tag. */
    void connectToNowhere() {
        connect(UNKNOWN, "app-unknown");
    }

    /** A redirect came back. */
    void redirect(String app, String result) {
        registry.counter("tokenkeep.callback.redirects", "app", app, "result", result)
                .increment();
    }
}
