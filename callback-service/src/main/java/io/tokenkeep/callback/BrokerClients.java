package io.tokenkeep.callback;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.kafka.InstallationProducer;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.kafka.ReportingConsumer;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka clients of this service. Invalid settings of theirs fail at once, not only when brokers answer. */
final class BrokerClients {

    static final List<String> TOPICS = List.of(
            Topics.AUTHORIZATION_CODES.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.DATA_DELETIONS.name(),
            Topics.DEAD_LETTERS_NAME);

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(15);
    private static final int ANSWER_MILLIS = 2000;

    private final CallbackConfig config;
    private final Map<String, Object> producer;
    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;
    private final ReadFailures failures = ReadFailures.of("callback-service");

    BrokerClients(CallbackConfig config) {
        this.config = config;
        failures.logLast();
        this.producer = config.kafka().producer(config.publishing().producer());
        this.consumer = config.kafka()
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
        this.admin = config.kafka()
                .admin(Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000));
        checkSettings();
    }

    /** For an event loop, which must not wait. */
    Producer<byte[], byte[]> publisher() {
        return new InstallationProducer(producer, config.topics().names());
    }

    /** For a thread that may wait, because a dead letter is offered only once. */
    Producer<byte[], byte[]> letters() {
        Map<String, Object> letters = new HashMap<>(producer);
        letters.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                config.publishing().timeout().toMillis());
        return new InstallationProducer(letters, config.topics().names());
    }

    Consumer<byte[], byte[]> follower() {
        return new ReportingConsumer(consumer, failures);
    }

    Admin admin() {
        return Admin.create(admin);
    }

    TopicProvisioner provisioner(Admin client, InstantSource clock) {
        return new TopicProvisioner(
                client, config.topics().layout(), config.kafka().bootstrapServers(), clock, CHECK_LIMIT);
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
