package io.tokenkeep.kit.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The gauges of a store. */
public final class StoreMeters {

    private StoreMeters() {}

    /**
     * Registers the gauges {@code tokenkeep.<what>.held}, {@code .limit} (both in keys) and {@code .caught.up} (1 or 0). The
     * registry holds the store weakly.
     *
     * @param what the service and what the store holds, in the plural, as in {@code callback.outcomes}
     */
    public static void register(String what, TopicStore<?> store, MeterRegistry registry) {
        String name = "tokenkeep." + what;
        Gauge.builder(name + ".held", store, TopicStore::size).register(registry);
        Gauge.builder(name + ".limit", store, TopicStore::limit).register(registry);
        Gauge.builder(name + ".caught.up", store, held -> held.caughtUp() ? 1 : 0)
                .register(registry);
    }
}
