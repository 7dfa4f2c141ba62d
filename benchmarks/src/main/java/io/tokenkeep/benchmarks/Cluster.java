package io.tokenkeep.benchmarks;

import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A broker in a process of its own, with every topic of the contract. */
public final class Cluster implements AutoCloseable {

    public static final int PARTITIONS = 12;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Child broker;
    private final Admin admin;

    private Cluster(Child broker, Admin admin) {
        this.broker = broker;
        this.admin = admin;
    }

    public static Cluster start(String name, Path directory) throws IOException {
        Child broker = Child.start(name + "-broker", BrokerProcess.class, directory);
        String bootstrap = broker.readyWith();
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        new TopicProvisioner(admin, new TopicLayout(PARTITIONS, (short) 1), bootstrap, InstantSource.system(), LIMIT)
                .ensure(List.copyOf(Topics.catalogue().keySet()), true);
        return new Cluster(broker, admin);
    }

    public String bootstrapServers() {
        return broker.readyWith();
    }

    /** The broker's process. */
    public Child broker() {
        return broker;
    }

    /** The number of records written to a topic so far. */
    public long records(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get(30, TimeUnit.SECONDS).values().stream()
                .mapToLong(info -> info.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        broker.close();
    }
}
