package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.callback.consent.CodesPerLink;
import io.tokenkeep.callback.deletion.DeletionFold;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.follow.StoreMeters;
import java.time.Duration;
import java.time.InstantSource;

/** The followed topics that this instance holds in memory, for its pages and its bounds. */
record Stores(CodesPerLink codes, OutcomeStore outcomes, FoldedStore<DataDeletion> deletions) {

    static Stores of(CallbackConfig config, InstantSource clock, MeterRegistry registry) {
        CodesPerLink codes = new CodesPerLink(config.codesPerLink(), clock);
        Stores stores = new Stores(
                codes,
                new OutcomeStore(
                        new OutcomeStore.Limits(config.outcomes().limit(), promised(config)),
                        clock,
                        codes::countOutcome),
                new FoldedStore<>(config.deletions().limit(), DeletionFold::fold));
        codes.register(registry);
        stores.outcomes.register(registry);
        StoreMeters.register("callback.outcomes", stores.outcomes, registry);
        StoreMeters.register("callback.deletions", stores.deletions, registry);
        return stores;
    }

    /** A page may change during the lifetime of the state and one hour of the code after it. */
    private static Duration promised(CallbackConfig config) {
        Duration page = config.keys().stateLifetime().plus(Duration.ofHours(1));
        return page.compareTo(config.outcomes().lookback()) > 0
                ? page
                : config.outcomes().lookback();
    }
}
