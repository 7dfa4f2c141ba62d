package io.tokenkeep.exchange.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record handed to a lane, with what it needs to be finished. {@link #finish} from any thread says that its offset may
 * be committed; not calling it leaves the record to whoever has the partition next.
 */
public record Delivery(ConsumerRecord<byte[], byte[]> record, Ownership ownership, Runnable onFinish) {

    public void finish() {
        onFinish.run();
    }

    /** Never the record's content. */
    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
