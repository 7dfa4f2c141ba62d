package io.tokenkeep.sandbox.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A record of a few kilobytes on the wire that unpacks to a chosen number of megabytes. */
public final class PackedZeros {

    private static final int MEGABYTE = 1 << 20;
    private static final int OVERHEAD = MEGABYTE;

    private PackedZeros() {}

    /** Sends the record and waits for the acknowledgement. Needs about three times the unpacked size of heap. */
    public static RecordMetadata send(String bootstrapServers, String topic, byte[] key, int megabytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        int most = megabytes * MEGABYTE + OVERHEAD;
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                most,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                2L * most,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, key, new byte[megabytes * MEGABYTE]))
                    .get(60, TimeUnit.SECONDS);
        }
    }
}
