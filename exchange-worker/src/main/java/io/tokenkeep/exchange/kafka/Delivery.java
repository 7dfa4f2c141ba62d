package io.tokenkeep.exchange.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record for a lane. {@link #finish} says that its offset may be committed; any thread may call it. A record that is not
 * finished is left to the partition's next owner.
 */
public record Delivery(ConsumerRecord<byte[], byte[]> record, Ownership ownership, Runnable onFinish) {

    public void finish() {
        onFinish.run();
    }

    /** Names the record, and never its content. */
    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
