package io.tokenkeep.topic;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The number of partitions and replicas of the topics, and their names. All topics have the same number of partitions. Otherwise
 * a consent and its progress, or a token and its commands, would not meet in one task.
 */
public record TopicLayout(int partitions, short replicationFactor, TopicNames names) {

    public static final int DEFAULT_PARTITIONS = 12;

    public TopicLayout {
        if (partitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("topics.partitions and topics.replication.factor start at 1");
        }
    }

    /** The layout of the only installation on its cluster. */
    public TopicLayout(int partitions, short replicationFactor) {
        this(partitions, replicationFactor, TopicNames.WITHOUT_PREFIX);
    }

    /** The settings a topic must have: those of the contract and those that keep acknowledged records from being lost. */
    Map<String, String> settings(Keeping keeping) {
        Map<String, String> all = new TreeMap<>(keeping.settings());
        all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        all.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicationFactor >= 3 ? "2" : "1");
        return all;
    }

    NewTopic newTopic(String name, Keeping keeping) {
        return new NewTopic(name, partitions, replicationFactor).configs(settings(keeping));
    }
}
