package io.tokenkeep.callback.consent;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what happens to links and redirects, by app and result; both come from us, so there are few of each. */
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

    /** A connect link to an app that does not exist: its name is a stranger's and no tag. */
    void connectToNowhere() {
        connect(UNKNOWN, "app-unknown");
    }

    /** A redirect came back. */
    void redirect(String app, String result) {
        registry.counter("tokenkeep.callback.redirects", "app", app, "result", result)
                .increment();
    }
}
