package io.tokenkeep.callback.provider.meta;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.provider.CallKind;

/** Counts Meta's calls by app, kind and result; all come from us, so there are few of each. */
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

    /** Was accepted before, and nothing is written. */
    void repeated(String app, CallKind kind) {
        count(app, kind, "repeated");
    }

    void notTaken(String app, CallKind kind, String reason) {
        count(app, kind, reason);
    }

    /** The name of an app that does not exist is a stranger's, and no tag. */
    void refused(String app, CallKind kind, Refusal refusal) {
        count(refusal == Refusal.UNKNOWN_APP ? UNKNOWN : app, kind, refusal.tag());
    }

    private void count(String app, CallKind kind, String result) {
        registry.counter("tokenkeep.callback.meta.calls", "app", app, "kind", kind.word(), "result", result)
                .increment();
    }
}
