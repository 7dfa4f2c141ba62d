package io.tokenkeep.benchmarks.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures each part of the way alone: an HTTP call, and a record of a token's size from a producer with acks=all to a
 * consumer, and to its acknowledgement. At the same rate as the whole.
 */
final class Parts implements AutoCloseable {

    /** No service reads this topic. */
    private static final String TOPIC = "account-commands";

    private static final byte[] VALUE = new byte[900];

    private final HttpClient client = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Tail tail;
    private final URI provider;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private volatile Latencies hops = new Latencies();
    private long sent;

    /** Medians of one round, in milliseconds. */
    record Medians(double http, double hop, double acknowledgement) {

        /** Sum of redirect, code record, exchange, checkpoint, upgrade and profile (in parallel), token record. */
        double sum() {
            return 3 * http + 2 * hop + acknowledgement;
        }
    }

    Parts(String bootstrapServers, String providerPort) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.tail = new Tail(bootstrapServers, TOPIC, this::arrived);
        this.provider = URI.create("http://127.0.0.1:" + providerPort + "/v1.0/me?access_token=short-1-x");
    }

    Medians round(int count) throws Exception {
        Latencies http = new Latencies();
        Latencies acknowledgements = new Latencies();
        Latencies round = new Latencies();
        hops = round;
        Pace.keep(count, i -> call(http));
        Pace.keep(count, i -> send(acknowledgements));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (round.count() < count || http.count() < count || acknowledgements.count() < count) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not all parts ended");
            }
            Thread.onSpinWait();
        }
        return new Medians(http.quantile(0.5), round.quantile(0.5), acknowledgements.quantile(0.5));
    }

    private void call(Latencies latencies) {
        long at = System.nanoTime();
        CompletableFuture<Void> unused = client.sendAsync(
                        HttpRequest.newBuilder(provider).build(), BodyHandlers.ofString())
                .thenAccept(answer -> latencies.add(System.nanoTime() - at));
    }

    private void send(Latencies acknowledgements) {
        String key = "threads-main:" + sent++;
        long at = System.nanoTime();
        sentAt.put(key, at);
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(TOPIC, key.getBytes(StandardCharsets.UTF_8), VALUE),
                (metadata, failure) -> acknowledgements.add(System.nanoTime() - at));
    }

    private void arrived(ConsumerRecord<byte[], byte[]> record) {
        Long at = sentAt.remove(new String(record.key(), StandardCharsets.UTF_8));
        if (at != null) {
            hops.add(System.nanoTime() - at);
        }
    }

    @Override
    public void close() {
        producer.close();
        tail.close();
    }
}
