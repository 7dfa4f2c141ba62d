package io.tokenkeep.refresh;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Settings;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The settings of one instance.
 *
 * @param applicationId without the prefix of the installation's names
 * @param standbys how many other instances keep a copy of each partition's state
 * @param rocksMegabytes largest memory outside the Java heap for all stores together
 */
public record InstanceConfig(
        String applicationId, Path stateDirectory, int threads, int standbys, int rocksMegabytes, boolean leaveGroup) {

    static InstanceConfig from(Settings settings) {
        return new InstanceConfig(
                settings.string("refresh.application.id"),
                settings.path("state.directory"),
                settings.integer("stream.threads"),
                settings.integer("standby.replicas"),
                settings.integer("state.memory.megabytes"),
                settings.bool("leave.group.on.close"));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "refresh.application.id",
                        Type.STRING,
                        "tokenkeep-refresh-worker",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The name of the consumer group, and what the names of the changelog topics begin with. The same in"
                                + " all instances, and for good: under another name all state is built anew.")
                .define(
                        "state.directory",
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "A directory on a local disk for the stores, of this instance alone. What is lost there is restored"
                                + " from Kafka.")
                .define(
                        "stream.threads",
                        Type.INT,
                        1,
                        between(1, 64),
                        Importance.MEDIUM,
                        "Threads that share the partitions of this instance.")
                .define(
                        "standby.replicas",
                        Type.INT,
                        0,
                        between(0, 5),
                        Importance.MEDIUM,
                        "How many other instances keep a copy of each partition's state up to date, to take over within"
                                + " seconds where one dies. 1 is right for two instances and more; alone there is nowhere to"
                                + " put one. Each costs the disk of the state once more.")
                .define(
                        "state.memory.megabytes",
                        Type.INT,
                        256,
                        between(8, 65_536),
                        Importance.LOW,
                        "Memory outside the Java heap for all stores of this instance together, at most. The default is enough for"
                                + " a million accounts.")
                .define(
                        "leave.group.on.close",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether a closing instance leaves its group, so that others take over at once. Without, it has a"
                                + " session time-out to come back and find its partitions its own: right for a restart.");
    }
}
