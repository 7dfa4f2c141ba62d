package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.callback.deletion.DeletionFold;
import io.tokenkeep.callback.follow.FoldedStore;
import io.tokenkeep.callback.follow.StoreMeters;

/** What this instance holds of topics, for its pages. */
record Stores(FoldedStore<AuthorizationOutcome> outcomes, FoldedStore<DataDeletion> deletions) {

    static Stores of(int outcomesLimit, int deletionsLimit, MeterRegistry registry) {
        Stores stores = new Stores(
                new FoldedStore<>(outcomesLimit, OutcomeFold::fold),
                new FoldedStore<>(deletionsLimit, DeletionFold::fold));
        StoreMeters.register("outcomes", stores.outcomes, registry);
        StoreMeters.register("deletions", stores.deletions, registry);
        return stores;
    }
}
