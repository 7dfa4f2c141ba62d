package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.callback.brand.ClientBrands;
import io.tokenkeep.callback.consent.CodesPerLink;
import io.tokenkeep.callback.outcome.LostPages;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.kit.deletion.DeletionFold;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.StoreMeters;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The followed topics that this instance holds in memory, for its pages and its bounds. */
record Stores(
        CodesPerLink codes,
        OutcomeStore outcomes,
        LostPages lostPages,
        FoldedStore<DataDeletion> deletions,
        LinkTable links,
        LinkUses uses,
        ClientBrands clients) {

    /** How far back outcomes are kept, by their topic: no consent that still waits for its confirmation is older. */
    private static final Duration KEPT = Duration.ofDays(7);

    static Stores of(CallbackConfig config, InstantSource clock, MeterRegistry registry) {
        CodesPerLink codes = new CodesPerLink(config.codesPerLink(), clock);
        Stores stores = new Stores(
                codes,
                new OutcomeStore(
                        new OutcomeStore.Limits(config.outcomes().limit(), promised(config)),
                        clock,
                        codes::countOutcome),
                new LostPages(promised(config), clock),
                new FoldedStore<>(config.deletions().limit(), DeletionFold::fold),
                new LinkTable(config.links(), clock),
                new LinkUses(config.links().limit()),
                new ClientBrands(config.brands().clients()));
        codes.register(registry);
        stores.outcomes.register(registry);
        StoreMeters.register("callback.outcomes", stores.outcomes, registry);
        StoreMeters.register("callback.lost.pages", stores.lostPages, registry);
        StoreMeters.register("callback.deletions", stores.deletions, registry);
        StoreMeters.register("callback.connect.links", stores.links.table(), registry);
        StoreMeters.register("callback.connect.link.uses", stores.uses, registry);
        StoreMeters.register("callback.clients", stores.clients, registry);
        return stores;
    }

    /** The topics behind the stores. Deletions are read from the beginning, because a person may look one up at any time. */
    List<Followed<?>> followed(CallbackConfig config) {
        TopicNames names = config.topics().names();
        // Only a link of console-service lets a consent wait for days.
        Duration lookback = links.isUsed() ? KEPT : config.outcomes().lookback();
        List<Followed<?>> followed = new ArrayList<>();
        followed.add(new Followed<>(
                "outcomes",
                names.onCluster(Topics.AUTHORIZATION_OUTCOMES),
                AuthorizationOutcome::getAuthorizationId,
                outcomes,
                lookback));
        followed.add(new Followed<>(
                "lost-pages", names.onCluster(Topics.LOST_PAGES), LostPage::getAuthorizationId, lostPages, lookback));
        followed.add(new Followed<>(
                "deletions",
                names.onCluster(Topics.DATA_DELETIONS),
                DataDeletion::getConfirmationCode,
                deletions,
                null));
        if (links.isUsed()) {
            followed.add(links.followed(names));
            followed.add(uses.followed(names));
            followed.add(clients.followed(names));
        }
        return followed;
    }

    /** A page may change during the lifetime of the state and one hour of the code after it. */
    private static Duration promised(CallbackConfig config) {
        Duration page = config.keys().stateLifetime().plus(Duration.ofHours(1));
        return page.compareTo(config.outcomes().lookback()) > 0
                ? page
                : config.outcomes().lookback();
    }
}
