package io.tokenkeep.kit.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Decides what of a setting may be shown. In doubt it hides the value: settings of plugins are unknown here. */
final class Masking {
    static final String HIDDEN = "[hidden]";

    private static final List<String> TELLING = List.of(
            "password",
            "passphrase",
            "secret",
            "credential",
            "jaas",
            "user.info",
            "api.key",
            "private",
            "ssl.keystore.key");
    private static final Pattern HARMLESS = Pattern.compile("-?\\d{1,19}|true|false");
    private static final Pattern ADDRESS_WITH_MORE = Pattern.compile("://[^/\\s]*@|://\\S*\\?");
    private static final Map<String, ConfigDef.Type> KAFKA = Stream.of(
                    ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
            .map(ConfigDef::configKeys)
            .flatMap(keys -> keys.values().stream())
            .collect(Collectors.toUnmodifiableMap(key -> key.name, ConfigDef.ConfigKey::type, (one, same) -> one));

    private Masking() {}

    /** For a setting of ours, whose type is known. */
    static String shown(String name, ConfigDef.Type type, String value) {
        boolean hidden = type == ConfigDef.Type.PASSWORD
                || telling(name)
                || ADDRESS_WITH_MORE.matcher(value).find();
        return hidden && !value.isEmpty() ? HIDDEN : value;
    }

    /** For a Kafka setting under its own name, without our prefix. */
    static String shownOfKafka(String name, String value, boolean streams) {
        ConfigDef.Type known = KAFKA.get(name);
        if (known != null) {
            return shown(name, known, value);
        }
        boolean harmless = streams && !telling(name) && HARMLESS.matcher(value).matches();
        return harmless ? value : HIDDEN;
    }

    private static boolean telling(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TELLING.stream().anyMatch(lower::contains);
    }
}
