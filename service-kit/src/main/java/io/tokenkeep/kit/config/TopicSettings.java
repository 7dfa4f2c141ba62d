package io.tokenkeep.kit.config;

import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The layout and the prefix of the topics, and whether this service may create missing topics. */
public record TopicSettings(TopicLayout layout, boolean create) {

    public static final String CREATE = "topics.create";
    public static final String PARTITIONS = "topics.partitions";
    public static final String REPLICATION_FACTOR = "topics.replication.factor";
    public static final String PREFIX = "topics.prefix";

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static TopicSettings from(Settings settings) {
        return new TopicSettings(
                new TopicLayout(
                        settings.integer(PARTITIONS),
                        (short) settings.integer(REPLICATION_FACTOR),
                        new TopicNames(settings.string(PREFIX))),
                settings.bool(CREATE));
    }

    /** The names of this installation's topics, groups and application ids on the cluster. */
    public TopicNames names() {
        return layout.names();
    }

    /** Adds the settings about topics to a service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        PREFIX,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                TopicSettings::checkPrefix,
                                () -> "at most " + TopicNames.LONGEST_PREFIX + " of a-z A-Z 0-9 . _ -"),
                        Importance.MEDIUM,
                        "What stands before the name of every topic, of every consumer group and of refresh-worker's changelogs"
                                + " and transactional ids, so that several installations share a cluster: north. makes north.tokens"
                                + " of tokens. The same in every service, and for good.")
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

    private static void checkPrefix(String name, Object value) {
        try {
            new TopicNames(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }
}
