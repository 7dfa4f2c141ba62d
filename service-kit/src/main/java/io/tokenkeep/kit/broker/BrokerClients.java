package io.tokenkeep.kit.broker;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.kafka.InstallationProducer;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.kafka.ReportingConsumer;
import io.tokenkeep.topic.TopicProvisioner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka clients of a service. Invalid settings of theirs fail at once, not only when brokers answer. */
final class BrokerClients {

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(15);
    private static final int ANSWER_MILLIS = 2000;
    private static final int SESSION_MILLIS = 15_000;

    private final BrokerNeeds settings;
    private final Map<String, Object> producer;
    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;
    private final ReadFailures failures;

    BrokerClients(BrokerNeeds settings) {
        this.settings = settings;
        this.failures = ReadFailures.of(settings.service());
        failures.logLast();
        this.producer = settings.kafka().producer(settings.publishing().producer());
        this.consumer = settings.kafka()
                .consumer(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1000,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName(),
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName()));
        this.admin = settings.kafka()
                .admin(Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000));
        checkSettings();
    }

    /** For an event loop, which must not wait. */
    Producer<byte[], byte[]> publisher() {
        return new InstallationProducer(producer, settings.topics().names());
    }

    /** For a thread that may wait, because a dead letter is offered only once. */
    Producer<byte[], byte[]> letters() {
        Map<String, Object> letters = new HashMap<>(producer);
        letters.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                settings.publishing().timeout().toMillis());
        return new InstallationProducer(letters, settings.topics().names());
    }

    Consumer<byte[], byte[]> follower() {
        return new ReportingConsumer(consumer, failures);
    }

    /**
     * A member of a group. The assignor is cooperative, so that a rebalance concerns only the partitions that move; the session time-out is
     * short, because nobody works on the partitions of an instance that died.
     *
     * @param group its name on the cluster
     */
    Consumer<byte[], byte[]> member(String group) {
        Map<String, Object> member = new HashMap<>(consumer);
        member.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        member.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        member.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        member.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        member.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 6);
        member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, null);
        return new ReportingConsumer(member, failures);
    }

    Admin admin() {
        return Admin.create(admin);
    }

    /** Checks the topics that the service needs, and creates missing ones if it may. Blocks. */
    void ensureTopics(InstantSource clock) {
        Admin client = admin();
        try {
            new TopicProvisioner(
                            client, settings.topics().layout(), settings.kafka().bootstrapServers(), clock, CHECK_LIMIT)
                    .ensure(settings.needs(), settings.topics().create());
        } finally {
            // Without a limit, close would wait for requests that no broker answers.
            client.close(Duration.ZERO);
        }
    }

    /** Whether a broker answers. Blocks for a few seconds at most. */
    static CheckResult answer(Admin client) {
        try {
            client.describeCluster().nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            return CheckResult.ok();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return CheckResult.failed("no broker answers");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.failed("interrupted while asking");
        }
    }

    private void checkSettings() {
        new ProducerConfig(producer);
        new ConsumerConfig(consumer);
        new AdminClientConfig(admin);
    }
}
