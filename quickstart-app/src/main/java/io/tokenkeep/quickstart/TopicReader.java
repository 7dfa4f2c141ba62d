package io.tokenkeep.quickstart;

import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer that reads topics from their beginning and follows them, on a thread of its own. */
final class TopicReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration END = Duration.ofSeconds(2);

    /** Handles the records. Called by the reader's thread. */
    interface View {
        void record(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;

        /** Called after each batch, even an empty one. */
        default void round() {}
    }

    private final Consumer<byte[], byte[]> consumer;
    private final View view;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();

    private TopicReader(Consumer<byte[], byte[]> consumer, View view, String name) {
        this.consumer = consumer;
        this.view = view;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static TopicReader start(String name, String bootstrapServers, List<String> topics, View view) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName()));
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        TopicReader reader = new TopicReader(consumer, view, name);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try {
            while (!closing.get()) {
                for (ConsumerRecord<byte[], byte[]> record : poll()) {
                    show(record);
                }
                view.round();
            }
        } catch (KafkaException e) {
            log.atError().addKeyValue("failure", e.getClass().getName()).log("reader ended");
        } finally {
            consumer.close(CloseOptions.timeout(END));
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RetriableException e) {
            return List.of();
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        try {
            view.record(record);
        } catch (UnreadableRecordException e) {
            log.atWarn().addKeyValue("topic", record.topic()).log("a record that cannot be read");
        }
    }

    @Override
    public void close() {
        closing.set(true);
        try {
            thread.join(END.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
