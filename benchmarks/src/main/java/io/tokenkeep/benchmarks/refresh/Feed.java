package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.avro.Token;
import io.tokenkeep.benchmarks.BrokerProcess;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with all topics, and with the tokens of a number of accounts on {@code tokens}. */
final class Feed implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Child broker;
    private final Admin admin;
    private final int partitions;
    private final int tokens;
    private final long recordBytes;

    private Feed(Child broker, Admin admin, int partitions, int tokens, long recordBytes) {
        this.broker = broker;
        this.admin = admin;
        this.partitions = partitions;
        this.tokens = tokens;
        this.recordBytes = recordBytes;
    }

    static Feed start(String name, int partitions, Accounts accounts, Path directory) throws IOException {
        Child broker = Child.start(name + "-broker", BrokerProcess.class, directory);
        String bootstrap = broker.readyWith();
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        new TopicProvisioner(admin, new TopicLayout(partitions, (short) 1), bootstrap, InstantSource.system(), LIMIT)
                .ensure(List.copyOf(Topics.catalogue().keySet()), true);
        return new Feed(broker, admin, partitions, accounts.count(), fill(bootstrap, accounts));
    }

    private static long fill(String bootstrap, Accounts accounts) {
        long bytes = 0;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < accounts.count(); i++) {
                Token token = accounts.token(i);
                ProducerRecord<byte[], byte[]> record = Topics.TOKENS.record(Accounts.key(token), token);
                bytes += record.key().length + record.value().length;
                Future<RecordMetadata> unused = producer.send(record);
            }
        }
        return bytes / accounts.count();
    }

    String bootstrapServers() {
        return broker.readyWith();
    }

    int partitions() {
        return partitions;
    }

    int tokens() {
        return tokens;
    }

    /** The average size of key and value of one record. */
    long recordBytes() {
        return recordBytes;
    }

    Duration cpu() {
        return broker.cpu();
    }

    /** Waits until a group has committed all of {@code tokens}. */
    void awaitCommitted(String group) {
        Steps.await(group + " has read all tokens", () -> committed(group) >= tokens);
    }

    private long committed(String group) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Topics.TOKENS.name()))
                    .mapToLong(entry ->
                            entry.getValue() == null ? 0 : entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            // The coordinator does not know the group yet.
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the changelogs of an application. */
    void forget(String applicationId) throws ExecutionException, InterruptedException {
        Set<String> all = admin.listTopics().names().get();
        admin.deleteTopics(all.stream()
                        .filter(topic -> topic.startsWith(applicationId + "-"))
                        .collect(Collectors.toSet()))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        broker.close();
    }
}
