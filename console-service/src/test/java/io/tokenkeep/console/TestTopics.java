package io.tokenkeep.console;

import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.TopicReader;
import io.tokenkeep.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics as another program sees them. */
final class TestTopics {

    private final String bootstrapServers;

    TestTopics(LocalKafka kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
    }

    /** All that lies on a topic now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return TopicReader.all(bootstrapServers, topic);
    }

    /** Writes as another service does. */
    void write(ProducerRecord<byte[], byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get(TestConsole.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not written", e);
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
