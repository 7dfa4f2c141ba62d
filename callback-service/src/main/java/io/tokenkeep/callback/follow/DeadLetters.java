package io.tokenkeep.callback.follow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.wire.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets records aside that cannot be read. Every instance does, each time it starts and reads them, so one record may lie
 * there more than once. What cannot be set aside is counted and stays on its own topic. Thread-safe.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final Producer<byte[], byte[]> producer;
    private final Counter kept;
    private final Counter lost;

    public DeadLetters(Producer<byte[], byte[]> producer, MeterRegistry registry) {
        this.producer = producer;
        this.kept = registry.counter("tokenkeep.callback.dead.letters", "result", "kept");
        this.lost = registry.counter("tokenkeep.callback.dead.letters", "result", "lost");
    }

    /** Returns soon: within the producer's max.block.ms. */
    void add(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("record cannot be read, it goes to the dead letters");
        try {
            var unused = producer.send(DeadLetter.of(record, reason), (metadata, failure) -> {
                if (failure == null) {
                    kept.increment();
                } else {
                    lost(failure);
                }
            });
        } catch (KafkaException e) {
            lost(e);
        }
    }

    private void lost(Exception failure) {
        lost.increment();
        log.atWarn().addKeyValue("failure", failure.getClass().getSimpleName()).log("a dead letter was not written");
    }
}
