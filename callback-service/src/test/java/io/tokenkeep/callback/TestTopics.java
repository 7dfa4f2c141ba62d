package io.tokenkeep.callback;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.TopicReader;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
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
        return values(Topics.AUTHORIZATION_CODES);
    }

    /** The steps of a link, in the order in which they were taken. */
    List<LinkStepKind> steps(ConnectLink link) {
        return of(link).sorted(Comparator.comparing(LinkStep::getAt))
                .map(LinkStep::getStep)
                .toList();
    }

    /** The browsers that left with a link for the provider. */
    Set<String> browsers(ConnectLink link) {
        return of(link).flatMap(step -> Optional.ofNullable(step.getBrowser()).stream())
                .collect(Collectors.toSet());
    }

    private Stream<LinkStep> of(ConnectLink link) {
        return values(Topics.CONNECT_LINK_STEPS).stream()
                .filter(step -> step.getLinkId().equals(link.getLinkId()));
    }

    private <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return read(topic.name()).stream()
                .map(record -> {
                    try {
                        return topic.codec().decode(record.value());
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
