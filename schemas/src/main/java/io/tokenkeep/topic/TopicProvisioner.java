package io.tokenkeep.topic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Ensures that topics exist and have the settings of the contract, before a service uses them. Blocks, so only for the start;
 * every wait ends at the given limit.
 */
public final class TopicProvisioner {

    private final Admin admin;
    private final TopicLayout layout;
    private final TopicCheck check;
    private final InstantSource clock;
    private final Duration limit;

    /** {@code bootstrapServers} is for the commands in messages; {@code limit} bounds the whole of {@link #ensure}. */
    public TopicProvisioner(
            Admin admin, TopicLayout layout, String bootstrapServers, InstantSource clock, Duration limit) {
        this.admin = admin;
        this.layout = layout;
        this.check = new TopicCheck(layout, bootstrapServers);
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Checks the named topics of the catalogue, under their names on the cluster, and creates missing topics if {@code create}.
     *
     * @throws TopicsUnfitException with every problem found and how to mend it
     * @throws KafkaException when the cluster does not answer within the limit
     */
    public void ensure(Collection<String> names, boolean create) {
        Instant deadline = clock.instant().plus(limit);
        Map<String, Keeping> wanted = new TreeMap<>();
        names.forEach(name -> wanted.put(layout.names().onCluster(name), Topics.keeping(name)));
        Map<String, Keeping> missing = check(wanted, create, deadline);
        if (!missing.isEmpty()) {
            create(missing, deadline);
            // Checks again: another service, with another partition count, may have created the topic first.
            check(wanted, false, deadline);
        }
        warnOfAutoCreation(deadline);
    }

    /** Only warns: a service starts also if it may not read the brokers' settings. */
    private void warnOfAutoCreation(Instant deadline) {
        try {
            List<ConfigResource> brokers = await(admin.describeCluster().nodes(), deadline).stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            AutoCreation.warn(await(admin.describeConfigs(brokers).all(), deadline));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            AutoCreation.cannotTell(e);
        }
    }

    /** Refuses unfit topics, and missing topics unless they may be created. */
    private Map<String, Keeping> check(Map<String, Keeping> wanted, boolean mayCreate, Instant deadline) {
        Map<String, TopicDescription> present = describe(wanted.keySet(), deadline);
        Map<String, Keeping> missing = new TreeMap<>(wanted);
        missing.keySet().removeAll(present.keySet());
        List<String> problems = unfit(present, wanted, deadline);
        if (!mayCreate) {
            missing.forEach((name, keeping) -> problems.add(check.missing(name, keeping)));
        }
        if (!problems.isEmpty()) {
            throw new TopicsUnfitException(problems);
        }
        return missing;
    }

    private List<String> unfit(Map<String, TopicDescription> present, Map<String, Keeping> wanted, Instant deadline) {
        Map<String, ConfigResource> resources = new TreeMap<>();
        present.keySet().forEach(name -> resources.put(name, new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(resources.values()).all(), deadline);
        List<String> problems = new ArrayList<>();
        present.forEach((name, topic) -> {
            Config config = Objects.requireNonNull(configs.get(resources.get(name)), name);
            Keeping keeping = Objects.requireNonNull(wanted.get(name), name);
            problems.addAll(check.problems(name, keeping, topic, config));
        });
        return problems;
    }

    private Map<String, TopicDescription> describe(Set<String> names, Instant deadline) {
        Map<String, TopicDescription> present = new TreeMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            try {
                present.put(name, await(future, deadline));
            } catch (UnknownTopicOrPartitionException e) {
                // Absent: the caller creates or reports it.
            }
        });
        return present;
    }

    private void create(Map<String, Keeping> missing, Instant deadline) {
        admin.createTopics(missing.entrySet().stream()
                        .map(e -> layout.newTopic(e.getKey(), e.getValue()))
                        .toList())
                .values()
                .values()
                .forEach(future -> {
                    try {
                        await(future, deadline);
                    } catch (TopicExistsException e) {
                        // Another service created it in the same moment.
                    }
                });
        awaitLeaders(missing.keySet(), deadline);
    }

    /** Before every leader answers, an idempotent producer may lose its first batch, not the second, and never recover. */
    private void awaitLeaders(Set<String> names, Instant deadline) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        names.forEach(name -> IntStream.range(0, layout.partitions())
                .forEach(partition -> all.put(new TopicPartition(name, partition), OffsetSpec.latest())));
        while (clock.instant().isBefore(deadline)) {
            try {
                await(admin.listOffsets(all).all(), deadline);
                return;
            } catch (UnknownTopicOrPartitionException e) {
                // Not every broker knows them yet. The client retries what is passing; this is what it gives up on.
            }
        }
        throw new KafkaException("The new topics were not usable within " + limit);
    }

    private <T> T await(KafkaFuture<T> future, Instant deadline) {
        try {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            return future.get(Math.max(left, 1), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka did not answer within " + limit + " while the topics were checked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
