package io.tokenkeep.benchmarks.endtoend;

import io.tokenkeep.benchmarks.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that reads a topic from its current end, on a thread of its own. */
final class Tail implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closing;

    Tail(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, Cluster.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        this.thread = new Thread(() -> read(reader), "tail-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        while (!closing) {
            consumer.poll(Duration.ofMillis(100)).forEach(reader);
        }
        consumer.close();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
