package io.tokenkeep.kit.health;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The address of the management listener. */
public record ManagementConfig(String host, int port) {
    static final String HOST = "management.host";
    static final String PORT = "management.port";

    public ManagementConfig {
        if (host.isBlank()) {
            throw new ConfigException(HOST + ": name a host or an address");
        }
        if (port < 0 || port > 65535) {
            throw new ConfigException(PORT + ": write a port from 0 to 65535");
        }
    }

    public static ManagementConfig from(Settings settings) {
        return new ManagementConfig(settings.string(HOST), settings.integer(PORT));
    }

    /** Adds the listener's settings to a service's definition. */
    public static ConfigDef define(ConfigDef definition, int defaultPort) {
        return definition
                .define(
                        HOST,
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Where the management listener (health, metrics) listens. It asks nobody who they are: keep it off"
                                + " public networks.")
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        defaultPort,
                        ConfigDef.Range.between(0, 65535),
                        Importance.MEDIUM,
                        "The management listener's port; 0 takes a free one.");
    }
}
