package io.tokenkeep.kit.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * The checked settings of one service. Every value fits its definition, and no name is
 * unknown; all problems are reported at once, in one {@link ConfigException}. Immutable.
 */
public final class Settings extends TypedValues {

    private final SortedMap<String, String> described;
    private final Map<String, String> kafka;
    private final List<AppConfig> apps;

    Settings(
            Map<String, Object> values,
            SortedMap<String, String> described,
            Map<String, String> kafka,
            List<AppConfig> apps) {
        super(values);
        this.described = described;
        this.kafka = kafka;
        this.apps = apps;
    }

    /** The apps, where the definition has them ({@link Apps#define}). */
    public Apps apps() {
        return new Apps(apps);
    }

    /** The settings of Kafka's clients, where the definition has them ({@link KafkaSettings#define}). */
    public KafkaSettings kafka() {
        return new KafkaSettings(string(KafkaSettings.BOOTSTRAP_SERVERS), kafka);
    }

    /** The brand for all apps, where the definition has one ({@link BrandConfig#define}). */
    public BrandConfig brand() {
        return BrandConfig.from(this);
    }

    /** The effective configuration for the start-up log: defaults included, secrets masked, placeholders as written. */
    public SortedMap<String, String> describe() {
        return new TreeMap<>(described);
    }

    @Override
    public String toString() {
        return "Settings" + described;
    }
}
