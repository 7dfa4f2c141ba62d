package io.tokenkeep.kit.kafka;

import io.tokenkeep.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer for records whose topics are named as in the catalogue: it sends them to the topics of one installation. The
 * metadata that it returns for a record has the name of the topic on the cluster. Thread-safe.
 */
public final class InstallationProducer extends KafkaProducer<byte[], byte[]> {

    private final TopicNames names;

    public InstallationProducer(Map<String, Object> settings, TopicNames names) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.names = names;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        return super.send(names.onCluster(record), callback);
    }

    /** The partitions of a topic of the catalogue. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return super.partitionsFor(names.onCluster(topic));
    }
}
