package io.tokenkeep.kit.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of Kafka's clients. {@code kafka.<name>} goes to every client that knows the name, {@code kafka.producer.},
 * {@code consumer.}, {@code admin.} and {@code streams.} to one kind; a setting of the service itself overrides both.
 * Immutable.
 */
public final class KafkaSettings {
    public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    private static final Logger log = LoggerFactory.getLogger(KafkaSettings.class);

    private final String bootstrapServers;
    private final Map<String, String> passThrough;

    KafkaSettings(String bootstrapServers, Map<String, String> passThrough) {
        this.bootstrapServers = bootstrapServers;
        this.passThrough = Map.copyOf(passThrough);
    }

    /** Only an address: for tests and for brokers on the same machine. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of());
    }

    /** Adds the settings of Kafka's clients to a service's definition, and allows {@code kafka.*} beside them. */
    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                BOOTSTRAP_SERVERS,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                Importance.HIGH,
                "Kafka brokers to begin with, as host:port with commas between them. Any other setting of Kafka's clients"
                        + " is written with kafka. before its name (kafka.security.protocol), or kafka.producer.,"
                        + " kafka.consumer., kafka.admin., kafka.streams. for one kind of client.");
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public Map<String, Object> producer(Map<String, ?> ours) {
        return merge("producer.", ProducerConfig.configNames(), ours);
    }

    public Map<String, Object> consumer(Map<String, ?> ours) {
        return merge("consumer.", ConsumerConfig.configNames(), ours);
    }

    public Map<String, Object> admin(Map<String, ?> ours) {
        return merge("admin.", AdminClientConfig.configNames(), ours);
    }

    /** Streams passes to its own clients the settings that they know, so it gets all of them. */
    public Map<String, Object> streams(Map<String, ?> ours) {
        return merge("streams.", Kinds.ALL_NAMES, ours);
    }

    static SortedMap<String, String> describe(Written written) {
        SortedMap<String, String> shown = new TreeMap<>();
        written.raw().forEach((name, value) -> {
            if (name.startsWith(KafkaGuard.PREFIX)) {
                String rest = name.substring(KafkaGuard.PREFIX.length());
                shown.put(name, Masking.shownOfKafka(KafkaGuard.bare(rest), value, rest.startsWith("streams.")));
            }
        });
        return shown;
    }

    private Map<String, Object> merge(String kind, Set<String> known, Map<String, ?> ours) {
        Map<String, Object> merged = new TreeMap<>();
        passThrough.forEach((name, value) -> {
            boolean general = Kinds.PREFIXES.stream().noneMatch(name::startsWith);
            if (general && (known.contains(name) || !Kinds.ALL_NAMES.contains(name))) {
                merged.put(name, value);
            }
        });
        passThrough.forEach((name, value) -> {
            if (name.startsWith(kind)) {
                merged.put(name.substring(kind.length()), value);
            }
        });
        ours.forEach((name, value) -> {
            Object passed = merged.put(name, value);
            if (passed != null && !passed.equals(String.valueOf(value))) {
                log.atWarn()
                        .addKeyValue("setting", KafkaGuard.PREFIX + kind + name)
                        .log("setting ignored: the service sets it itself");
            }
        });
        merged.put(BOOTSTRAP_SERVERS, bootstrapServers);
        return merged;
    }

    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + "]";
    }

    /** The kinds of clients, and all names of settings that any of them knows. */
    private static final class Kinds {
        static final Set<String> PREFIXES = Set.of("producer.", "consumer.", "admin.", "streams.");
        static final Set<String> ALL_NAMES = all();

        private static Set<String> all() {
            Set<String> names = new HashSet<>(ProducerConfig.configNames());
            names.addAll(ConsumerConfig.configNames());
            names.addAll(AdminClientConfig.configNames());
            return Set.copyOf(names);
        }
    }
}
