package io.tokenkeep.callback.outcome;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what the store holds. */
public final class OutcomeMeters {

    private OutcomeMeters() {}

    public static void register(OutcomeStore store, MeterRegistry registry) {
        Gauge.builder("tokenkeep.callback.outcomes.held", store, OutcomeStore::size)
                .register(registry);
        Gauge.builder("tokenkeep.callback.outcomes.caught.up", store, held -> held.caughtUp() ? 1 : 0)
                .register(registry);
    }
}
