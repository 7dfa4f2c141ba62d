package io.tokenkeep.exchange.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.avro.AuthorizationReason;
import java.time.Duration;
import java.util.Set;

/** What the code lane counts: how consents end and how long they took, by app. Thread-safe. */
public final class ConsentMetrics {

    private final MeterRegistry registry;
    private final Set<String> apps;

    public ConsentMetrics(MeterRegistry registry, Set<String> apps) {
        this.registry = registry;
        this.apps = apps;
    }

    /** The time from the person's redirect, by the clock of callback-service, to the acknowledged token. */
    public void connected(String app, Duration took) {
        Timer.builder("tokenkeep.exchange.connected")
                .description("From a person's redirect to the acknowledged long-lived token")
                .tag("app", label(app))
                .publishPercentileHistogram()
                .register(registry)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    public void failed(String app, AuthorizationReason reason) {
        registry.counter("tokenkeep.exchange.failed", "app", label(app), "reason", reason.name())
                .increment();
    }

    public void undetermined(String app) {
        registry.counter("tokenkeep.exchange.undetermined", "app", label(app)).increment();
    }

    public void waits(String app, AuthorizationReason reason) {
        registry.counter("tokenkeep.exchange.waits", "app", label(app), "reason", reason.name())
                .increment();
    }

    public void presented(String app) {
        registry.counter("tokenkeep.exchange.presented", "app", label(app)).increment();
    }

    public void resumed(String app) {
        registry.counter("tokenkeep.exchange.resumed", "app", label(app)).increment();
    }

    /** A record may name any app, so a label is a configured app or "unknown". */
    private String label(String app) {
        return apps.contains(app) ? app : "unknown";
    }
}
