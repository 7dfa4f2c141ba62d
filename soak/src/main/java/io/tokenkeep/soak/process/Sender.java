package io.tokenkeep.soak.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records and waits longer for a broker than any outage lasts. Thread-safe. */
public final class Sender implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    public Sender(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "delivery.timeout.ms", 600_000,
                        "max.block.ms", 120_000,
                        "metadata.max.age.ms", 86_400_000,
                        "reconnect.backoff.max.ms", 1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
