package io.tokenkeep.callback;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.TopicReader;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics as the other services see them. */
final class TestTopics {

    private final String bootstrapServers;

    TestTopics(LocalKafka kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
    }

    /** All that lies on a topic now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return TopicReader.all(bootstrapServers, topic);
    }

    List<AuthorizationCode> codes() {
        return read(Topics.AUTHORIZATION_CODES.name()).stream()
                .map(record -> {
                    try {
                        return Topics.AUTHORIZATION_CODES.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    void write(AuthorizationOutcome outcome) {
        write(Topics.AUTHORIZATION_OUTCOMES.record(outcome.getAuthorizationId(), outcome));
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not written", e);
        }
    }
}
