package io.tokenkeep.callback.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.health.Component;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * The calls that a provider makes to this service on its own, at {@code /callback/<app>/<kind>}. A call
 * for an app that is not one of its apps is refused. Call it on an event loop.
 */
public interface ProviderCalls {

    /** Answers a call with this form; {@code app} is the name in the address, which may be of no app. */
    Future<CallResponse> receive(CallKind kind, String app, Map<String, String> form);

    /** Answers a call whose body cannot be read. */
    CallResponse unreadable(CallKind kind, String app, boolean tooLarge);

    /** Answers a request of another method than POST. */
    CallResponse postOnly();

    /** Whether calls can be verified, for the health of the service. */
    Component health();

    /** Makes the one receiver of all apps whose providers share this factory. */
    @FunctionalInterface
    interface Factory {
        ProviderCalls create(Parts parts);
    }

    /**
     * The parts of a receiver.
     *
     * @param apps the apps whose calls it takes
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
