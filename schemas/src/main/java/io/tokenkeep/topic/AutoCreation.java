package io.tokenkeep.topic;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns if brokers create topics by themselves. A producer has no setting against it. A topic that is deleted under a running
 * service would come back with the broker's default settings, which lose records.
 */
final class AutoCreation {

    static final String SETTING = "auto.create.topics.enable";

    private static final Logger log = LoggerFactory.getLogger(AutoCreation.class);

    private AutoCreation() {}

    static void warn(Map<ConfigResource, Config> brokers) {
        List<String> making = brokers.entrySet().stream()
                .filter(broker -> isOn(broker.getValue().get(SETTING)))
                .map(broker -> broker.getKey().name())
                .sorted()
                .toList();
        if (!making.isEmpty()) {
            log.atWarn()
                    .addKeyValue("brokers", making)
                    .log("brokers create missing topics by themselves, with settings that may lose data: set " + SETTING
                            + "=false on them, and give the services no Create right");
        }
    }

    static void cannotTell(Exception failure) {
        log.atInfo()
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("cannot see the brokers' " + SETTING);
    }

    private static boolean isOn(@Nullable ConfigEntry entry) {
        return entry != null && "true".equals(entry.value());
    }
}
