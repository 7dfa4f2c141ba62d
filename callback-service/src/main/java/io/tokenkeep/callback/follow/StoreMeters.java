package io.tokenkeep.callback.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what a store holds. */
public final class StoreMeters {

    private StoreMeters() {}

    /** Registers how many are held, of how many that can be, and whether reading has caught up; {@code what} they are, in the plural. */
    public static void register(String what, TopicStore<?> store, MeterRegistry registry) {
        Gauge.builder("tokenkeep.callback." + what + ".held", store, TopicStore::size)
                .register(registry);
        Gauge.builder("tokenkeep.callback." + what + ".limit", store, TopicStore::limit)
                .register(registry);
        Gauge.builder("tokenkeep.callback." + what + ".caught.up", store, held -> held.caughtUp() ? 1 : 0)
                .register(registry);
    }
}
