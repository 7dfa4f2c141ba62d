package io.tokenkeep.callback.publish;

import io.vertx.core.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts a record into Kafka. To be called on an event loop, which it never blocks. */
public interface RecordPublisher {

    /** Succeeds when all replicas have it; else fails with a {@link NotPublishedException} within a time limit. */
    Future<Void> publish(ProducerRecord<byte[], byte[]> record);
}
