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
                        "The name of the consumer group, and the beginning of the names of the changelog topics. It must"
                                + " be the same in all instances and must never change: under another name all state is built"
                                + " again.")
                .define(
                        "state.directory",
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "A directory on a local disk for the stores of this instance alone. Lost stores are restored"
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
                        "How many other instances keep a copy of each partition's state up to date, so that they take"
                                + " over within seconds when an instance dies. 1 is right for two instances and more; a single"
                                + " instance has no place for a copy. Each copy takes the disk space of the state once more.")
                .define(
                        "state.memory.megabytes",
                        Type.INT,
                        256,
                        between(8, 65_536),
                        Importance.LOW,
                        "Largest memory outside the Java heap for all stores of this instance together. The default is"
                                + " enough for a million accounts.")
                .define(
                        "leave.group.on.close",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether an instance that closes leaves its group, so that others take over at once. Otherwise"
                                + " it keeps its partitions for a session time-out, which is right for a restart.");
    }
}
