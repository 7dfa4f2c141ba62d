package io.tokenkeep.console;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics as another program sees them. */
final class TestTopics {

    private final String bootstrapServers;

    TestTopics(LocalKafka kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
    }

    /** All that lies on a topic now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** The last record of a key. */
    <V extends SpecificRecord> V last(Topic<V> topic, String key) throws Exception {
        byte[] last = read(topic.name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .reduce((first, second) -> second)
                .orElseThrow()
                .value();
        return topic.codec().decode(last);
    }
}
