package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.HeldConsent;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The last step of a lane with a consent, after the outcome. Used on the lane's event loop only. */
@FunctionalInterface
public interface ConsentEnd {

    /**
     * Completes when it is acknowledged that this lane is done with the consent.
     *
     * @param held what is held of the consent from now on; null for nothing
     */
    public Future<Void> write(@Nullable HeldConsent held);
}
