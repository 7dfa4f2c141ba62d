package io.tokenkeep.callback.provider.meta;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.provider.CallKind;

/** Counts Meta's calls by app, kind and result. This program chooses all three, so each has few values. */
final class CallMetrics {

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void accepted(String app, CallKind kind, int position) {
        count(app, kind, "accepted");
        registry.counter("tokenkeep.callback.meta.secret", "app", app, "position", Integer.toString(position))
                .increment();
    }

    /** The call was accepted before, and nothing is written. */
    void repeated(String app, CallKind kind) {
        count(app, kind, "repeated");
    }

    void notTaken(String app, CallKind kind, String reason) {
        count(app, kind, reason);
    }

    /** The name of an unknown app comes from the client, so it becomes no tag. */
    void refused(String app, CallKind kind, CallRefusal refusal) {
        count(refusal == CallRefusal.UNKNOWN_APP ? UNKNOWN : app, kind, refusal.tag());
    }

    private void count(String app, CallKind kind, String result) {
        registry.counter("tokenkeep.callback.meta.calls", "app", app, "kind", kind.word(), "result", result)
                .increment();
    }
}
