package io.tokenkeep.exchange.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.CommandKind;
import java.util.Set;

/** Counts how commands end, by app and kind. Thread-safe. */
final class CommandMetrics {

    private final MeterRegistry registry;
    private final Set<String> apps;

    CommandMetrics(MeterRegistry registry, Set<String> apps) {
        this.registry = registry;
        this.apps = apps;
    }

    /** @param result {@code PUBLISHED} or the name of the outcome's result */
    void answered(String app, CommandKind kind, String result, String failure) {
        registry.counter(
                        "tokenkeep.exchange.commands",
                        "app",
                        apps.contains(app) ? app : "unknown",
                        "kind",
                        kind.name(),
                        "result",
                        result,
                        "failure",
                        failure)
                .increment();
    }
}
