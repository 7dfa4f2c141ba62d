package io.tokenkeep.refresh;

import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.stream.TickBudget;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of refresh-worker by section; each section defines and reads its own. */
public record RefreshConfig(
        KafkaSettings kafka,
        TopicSettings topics,
        ManagementConfig management,
        InstanceConfig instance,
        TickBudget budget,
        PolicyConfig policy) {

    private static final int MANAGEMENT_PORT = 8083;

    /** Every setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        KafkaSettings.define(definition);
        TopicSettings.define(definition);
        ManagementConfig.define(definition, MANAGEMENT_PORT);
        InstanceConfig.define(definition);
        TickBudget.define(definition);
        return PolicyConfig.define(definition);
    }

    /** Reads checked settings. Throws {@link ConfigException} that names the settings that contradict each other. */
    public static RefreshConfig of(Settings settings) {
        return new RefreshConfig(
                settings.kafka(),
                TopicSettings.from(settings),
                ManagementConfig.from(settings),
                InstanceConfig.from(settings),
                TickBudget.from(settings),
                PolicyConfig.from(settings));
    }
}
