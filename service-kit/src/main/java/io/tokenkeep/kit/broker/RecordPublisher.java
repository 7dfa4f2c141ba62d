package io.tokenkeep.kit.broker;

import io.vertx.core.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes a record to Kafka. Called on an event loop, which it never blocks. */
public interface RecordPublisher {

    /** Succeeds when all in-sync replicas have the record; otherwise fails with a {@link NotPublishedException} within a time limit. */
    Future<Void> publish(ProducerRecord<byte[], byte[]> record);
}
