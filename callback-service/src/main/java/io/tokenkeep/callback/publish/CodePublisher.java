package io.tokenkeep.callback.publish;

import io.tokenkeep.avro.AuthorizationCode;
import io.vertx.core.Future;

/** Publishes a code to Kafka. Called on an event loop, which it never blocks. */
public interface CodePublisher {

    /** Succeeds when all in-sync replicas have the code; otherwise fails with a {@link NotPublishedException} within a time limit. */
    Future<Void> publish(AuthorizationCode code);
}
