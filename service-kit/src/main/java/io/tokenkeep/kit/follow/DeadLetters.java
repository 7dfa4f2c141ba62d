package io.tokenkeep.kit.follow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.wire.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that cannot be read to {@code dead-letters}. Every instance does so at each start, so one record may be there
 * more than once. A record that cannot be written there is counted and stays only on its own topic.
 * Thread-safe.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final Producer<byte[], byte[]> producer;
    private final Counter kept;
    private final Counter lost;

    /**
     * Counts as {@code tokenkeep.<service>.dead.letters}, by result: kept, lost.
     *
     * @param producer belongs to the caller, who closes it after the last follower has ended
     */
    public DeadLetters(Producer<byte[], byte[]> producer, MeterRegistry registry, String service) {
        this.producer = producer;
        String name = "tokenkeep." + service + ".dead.letters";
        this.kept = registry.counter(name, "result", "kept");
        this.lost = registry.counter(name, "result", "lost");
    }

    /** Blocks at most for the producer's max.block.ms. */
    void add(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("a record cannot be read and is written to dead-letters");
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
