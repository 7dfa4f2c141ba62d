package io.tokenkeep.soak.attack;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the time at which each authorization was connected, on a thread of its own. */
final class ConnectedReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long END_MILLIS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> connected = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::read, "outcomes");
    private volatile boolean closed;

    ConnectedReader(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUTHORIZATION_OUTCOMES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            AuthorizationOutcome outcome = Topics.AUTHORIZATION_OUTCOMES.codec().decode(record.value());
            if (outcome.getState() == AuthorizationState.CONNECTED) {
                connected.putIfAbsent(new String(record.key(), StandardCharsets.UTF_8), System.nanoTime());
            }
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("an outcome that cannot be read", e);
        }
    }

    /** The time of each authorization, by {@link System#nanoTime}. */
    Map<String, Long> connected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
