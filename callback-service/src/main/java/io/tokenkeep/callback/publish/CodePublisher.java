package io.tokenkeep.callback.publish;

import io.tokenkeep.avro.AuthorizationCode;
import io.vertx.core.Future;

/** Puts a code into Kafka. To be called on an event loop, which it never blocks. */
public interface CodePublisher {

    /** Succeeds when all replicas have it; else fails with a {@link NotPublishedException} within a time limit. */
    Future<Void> publish(AuthorizationCode code);
}
