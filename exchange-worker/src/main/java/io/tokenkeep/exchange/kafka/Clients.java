package io.tokenkeep.exchange.kafka;

import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.kafka.InstallationProducer;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.kafka.ReportingConsumer;
import io.tokenkeep.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the Kafka clients of this service, with the settings on which its guarantees rest. */
public final class Clients {

    /** A larger batch is minutes of work, and the lane pauses long before. */
    private static final int POLL_RECORDS = 500;

    /** Kafka's own default. Giving up partitions takes at most {@code drain.timeout} of it. */
    private static final int MOST_BETWEEN_POLLS =
            Math.toIntExact(Duration.ofMinutes(5).toMillis());

    private final KafkaSettings kafka;
    private final TopicNames names;
    private final Times times;
    private final ReadFailures failures;

    /**
     * The times of the clients.
     *
     * @param session time after which the group reassigns a silent member's partitions
     * @param delivery time after which an unacknowledged record counts as lost
     */
    public record Times(Duration session, Duration delivery) {}

    /** {@code names}: the names of topics and groups on the cluster. */
    public Clients(KafkaSettings kafka, TopicNames names, Times times, ReadFailures failures) {
        this.kafka = kafka;
        this.names = names;
        this.times = times;
        this.failures = failures;
    }

    public Admin admin() {
        return Admin.create(kafka.admin(Map.of()));
    }

    /**
     * A member of a lane's group. The protocol is the classic one, because its client knows the session time-out, which bounds
     * how long a worker may present codes. The assignor is cooperative, so a rebalance stops only the partitions that move.
     */
    public Consumer<byte[], byte[]> member(String group, String isolation) {
        Map<String, Object> ours = plain(isolation);
        ours.put(ConsumerConfig.GROUP_ID_CONFIG, names.onCluster(group));
        ours.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        ours.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        int sessionMillis = Math.toIntExact(times.session().toMillis());
        ours.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
        ours.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(1, sessionMillis / 6));
        // A slow member must not leave the group while it still counts as the sure owner of its partitions.
        ours.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.max(MOST_BETWEEN_POLLS, 2 * sessionMillis));
        // A second process with the same static name would get the partitions at once, without the first one knowing.
        ours.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, null);
        return new ReportingConsumer(kafka.consumer(ours), failures);
    }

    /** A consumer without a group, for partitions that the caller names. */
    public Consumer<byte[], byte[]> reader() {
        return new ReportingConsumer(kafka.consumer(plain("read_uncommitted")), failures);
    }

    /** A person waits for these records, so the producer does not linger. A missing topic must not delay records of other topics. */
    public Producer<byte[], byte[]> producer() {
        return producer(0);
    }

    /** For dead letters of followed topics. Their thread may wait until the topic is known. */
    public Producer<byte[], byte[]> letters() {
        return producer(times.delivery().toMillis());
    }

    private Producer<byte[], byte[]> producer(long longestBlockMillis) {
        int deliveryMillis = Math.toIntExact(times.delivery().toMillis());
        Map<String, Object> settings = kafka.producer(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                deliveryMillis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.max(100, deliveryMillis / 2),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                longestBlockMillis,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName()));
        return new InstallationProducer(settings, names);
    }

    private static Map<String, Object> plain(String isolation) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        ours.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        ours.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        ours.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        ours.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        ours.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        ours.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return ours;
    }
}
