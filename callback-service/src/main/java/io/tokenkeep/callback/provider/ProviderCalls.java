package io.tokenkeep.callback.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.callback.publish.RecordPublisher;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.health.Component;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * The calls that a provider makes to this service on its own, at {@code /callback/<app>/<kind>}. What is not for one of its
 * apps it refuses. To be called on an event loop.
 */
public interface ProviderCalls {

    /** Answers a call with this form; {@code app} is whatever the address says. */
    Future<CallAnswer> receive(CallKind kind, String app, Map<String, String> form);

    /** What was sent cannot even be read. */
    CallAnswer unreadable(CallKind kind, String app, boolean tooLarge);

    /** For a request of another method than POST. */
    CallAnswer postOnly();

    /** Whether it can believe what it is told. */
    Component health();

    /** Makes the one receiver of all apps whose providers share this factory. */
    @FunctionalInterface
    interface Factory {
        ProviderCalls create(Parts parts);
    }

    /**
     * What a receiver is made with.
     *
     * @param apps those whose calls it takes
     * @param url where people reach this service
     */
    record Parts(
            Apps apps,
            URI url,
            Freshness freshness,
            RecordPublisher publisher,
            FoldedStore<DataDeletion> deletions,
            InstantSource clock,
            MeterRegistry registry) {

        /** The same for some of the apps. */
        public Parts with(Apps some) {
            return new Parts(some, url, freshness, publisher, deletions, clock, registry);
        }
    }
}
