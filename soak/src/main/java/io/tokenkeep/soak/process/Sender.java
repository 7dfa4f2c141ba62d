package io.tokenkeep.soak.process;

import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records until they are acknowledged, for longer than any outage. Loads the metadata of every topic before the first outage,
 * so that no caller waits for a broker. Thread-safe.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private static final long LONG_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * Broker outages can leave an idempotent producer with a sequence number that the broker refuses as out of order. It repeats it
     * until the delivery times out, and only then begins a new sequence. So one long time-out would not help.
     */
    private static final int DELIVERY_MILLIS = 30_000;

    private static final int MOST_DELIVERIES = 20;

    private final Producer<byte[], byte[]> producer;
    private volatile boolean closing;

    public Sender(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "delivery.timeout.ms",
                        DELIVERY_MILLIS,
                        "request.timeout.ms",
                        DELIVERY_MILLIS / 3,
                        "max.block.ms",
                        120_000,
                        "metadata.max.age.ms",
                        LONG_MILLIS,
                        "metadata.max.idle.ms",
                        LONG_MILLIS,
                        "metadata.recovery.strategy",
                        "none",
                        "reconnect.backoff.max.ms",
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Topics.catalogue().keySet().forEach(producer::partitionsFor);
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        send(record, 1);
    }

    private void send(ProducerRecord<byte[], byte[]> record, int delivery) {
        Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                return;
            }
            if (closing || delivery == MOST_DELIVERIES) {
                LOG.warn("a record of the soak itself was lost on {}", record.topic(), failure);
            } else {
                send(record, delivery + 1);
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        producer.close(CLOSE_LIMIT);
    }
}
