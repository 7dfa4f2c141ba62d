package io.tokenkeep.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Compares a topic on the cluster with the contract. Pure. */
final class TopicCheck {

    private final TopicLayout layout;
    private final String bootstrapServers;

    TopicCheck(TopicLayout layout, String bootstrapServers) {
        this.layout = layout;
        this.bootstrapServers = bootstrapServers;
    }

    /** The problems of the topic of that name on the cluster; empty if it is fit. */
    List<String> problems(String name, Keeping keeping, TopicDescription topic, Config config) {
        List<String> problems = new ArrayList<>();
        int partitions = topic.partitions().size();
        if (partitions != layout.partitions()) {
            problems.add("Topic " + name + " has " + partitions + " partitions, topics.partitions is "
                    + layout.partitions() + ": all topics need the same number. Set topics.partitions=" + partitions
                    + " in every service if all topics have it; else stop all services and recreate the topic, which"
                    + " loses " + Contents.of(layout.names().inCatalogue(name))
                    + " (adding partitions would part keys from their history):"
                    + " kafka-topics.sh --bootstrap-server " + bootstrapServers + " --delete --topic " + name);
        }
        TopicPartitionInfo fewest = topic.partitions().stream()
                .min(Comparator.comparingInt(partition -> partition.replicas().size()))
                .orElseThrow();
        int replicas = fewest.replicas().size();
        if (replicas < layout.replicationFactor()) {
            problems.add(tooFewCopies(name, fewest));
        }
        Map<String, String> wanted = new TopicLayout(layout.partitions(), (short) replicas).settings(keeping);
        wanted.forEach((setting, value) -> {
            ConfigEntry entry = config.get(setting);
            String actual = entry == null || entry.value() == null ? "" : entry.value();
            if (!accepts(setting, value, actual)) {
                problems.add("Topic " + name + " has " + setting + "=" + actual + " and needs " + value
                        + ": kafka-configs.sh --bootstrap-server " + bootstrapServers
                        + " --alter --entity-type topics --entity-name " + name + " --add-config " + setting + "="
                        + value);
            }
        });
        return problems;
    }

    /** A cluster may be of any size, if its operator has set the replication factor. */
    private String tooFewCopies(String name, TopicPartitionInfo fewest) {
        int replicas = fewest.replicas().size();
        return "Topic " + name + " has " + replicas + " of " + layout.replicationFactor() + " copies at partition "
                + fewest.partition() + ", topics.replication.factor is " + layout.replicationFactor()
                + ": a broker that is lost may take acknowledged records with it. If this cluster is to have no more, set"
                + " topics.replication.factor=" + replicas + " in every service; else list "
                + layout.replicationFactor()
                + " brokers for each partition in a file {\"version\":1,\"partitions\":[{\"topic\":\"" + name
                + "\",\"partition\":" + fewest.partition() + ",\"replicas\":[…]},…]}: kafka-reassign-partitions.sh"
                + " --bootstrap-server " + bootstrapServers + " --reassignment-json-file FILE --execute";
    }

    String missing(String name, Keeping keeping) {
        StringBuilder command = new StringBuilder("Topic " + name
                + " is missing: start once with topics.create=true, or kafka-topics.sh --bootstrap-server "
                + bootstrapServers + " --create --topic " + name + " --partitions " + layout.partitions()
                + " --replication-factor " + layout.replicationFactor());
        layout.settings(keeping)
                .forEach((setting, value) ->
                        command.append(" --config ").append(setting).append('=').append(value));
        return command.toString();
    }

    private static boolean accepts(String setting, String wanted, String actual) {
        try {
            return SettingRule.of(setting).accepts(wanted, actual);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
