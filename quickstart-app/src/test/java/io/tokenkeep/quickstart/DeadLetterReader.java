package io.tokenkeep.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads an installation's {@code dead-letters} for what was set aside from one place. */
final class DeadLetterReader {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final String topic;

    DeadLetterReader(String bootstrapServers, TopicNames names) {
        this.bootstrapServers = bootstrapServers;
        this.topic = names.onCluster(Topics.DEAD_LETTERS_NAME);
    }

    void await(TopicPartition from, long offset) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Awaitility.await().atMost(LIMIT).until(() -> isThere(consumer, from, offset));
        }
    }

    private static boolean isThere(Consumer<byte[], byte[]> consumer, TopicPartition from, long offset) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (header(record, "topic").equals(from.topic())
                    && header(record, "partition").equals(Integer.toString(from.partition()))
                    && header(record, "offset").equals(Long.toString(offset))) {
                return true;
            }
        }
        return false;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
