package io.tokenkeep.kit.config;

import io.tokenkeep.topic.TopicLayout;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How the topics are laid out, and whether this service may create the ones that are missing. */
public record TopicSettings(TopicLayout layout, boolean create) {
    public static final String CREATE = "topics.create";
    public static final String PARTITIONS = "topics.partitions";
    public static final String REPLICATION_FACTOR = "topics.replication.factor";

    public static TopicSettings from(Settings settings) {
        return new TopicSettings(
                new TopicLayout(settings.integer(PARTITIONS), (short) settings.integer(REPLICATION_FACTOR)),
                settings.bool(CREATE));
    }

    /** Adds the settings about topics to a service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        CREATE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether to create topics that are missing. Otherwise the start fails with the commands that do.")
                .define(
                        PARTITIONS,
                        ConfigDef.Type.INT,
                        TopicLayout.DEFAULT_PARTITIONS,
                        ConfigDef.Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "The number of partitions that every topic has; the same in every service, and for good.")
                .define(
                        REPLICATION_FACTOR,
                        ConfigDef.Type.INT,
                        3,
                        ConfigDef.Range.between(1, 32),
                        Importance.MEDIUM,
                        "Copies of every topic that is created here; one that has fewer is refused. Below 3, losing a broker can lose"
                                + " acknowledged records.");
    }
}
