package io.tokenkeep.kit.config;

import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The checked settings of one service. Every value fits its definition, and no name is
 * unknown; all problems are reported at once, in one {@link ConfigException}. Immutable.
 */
public final class Settings {
    private final Map<String, Object> values;
    private final SortedMap<String, String> described;
    private final Map<String, String> kafka;
    private final List<AppConfig> apps;

    Settings(
            Map<String, Object> values,
            SortedMap<String, String> described,
            Map<String, String> kafka,
            List<AppConfig> apps) {
        this.values = values;
        this.described = described;
        this.kafka = kafka;
        this.apps = apps;
    }

    /** The settings below one prefix, by their names without the prefix. */
    static Settings ofSection(Map<String, Object> values) {
        return new Settings(values, new TreeMap<>(), Map.of(), List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String string(String name) {
        return get(name, String.class);
    }

    public Optional<String> optionalString(String name) {
        return has(name) ? Optional.of(string(name)) : Optional.empty();
    }

    public int integer(String name) {
        return get(name, Integer.class);
    }

    public double decimal(String name) {
        return get(name, Double.class);
    }

    public boolean bool(String name) {
        return get(name, Boolean.class);
    }

    public List<String> list(String name) {
        List<?> items = get(name, List.class);
        return items.stream().map(Object::toString).toList();
    }

    /** A STRING setting validated by {@link Durations}. */
    public Duration duration(String name) {
        return Durations.parse(string(name));
    }

    /** A STRING setting validated by {@link WebUri}. */
    public URI uri(String name) {
        return URI.create(string(name));
    }

    public Optional<URI> optionalUri(String name) {
        return optionalString(name).map(URI::create);
    }

    public Path path(String name) {
        return Path.of(string(name));
    }

    /** A PASSWORD setting. */
    public Secret secret(String name) {
        return Secret.of(get(name, Password.class).value());
    }

    /** A PASSWORD setting that holds a JWK Set; {@link ConfigException} names the setting where it holds none. */
    public KeySet keySet(String name) {
        try {
            return KeySet.parse(secret(name).reveal());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A PASSWORD setting that holds several secrets, with commas between them, in their order. */
    public List<Secret> secrets(String name) {
        return Arrays.stream(get(name, Password.class).value().split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .toList();
    }

    /** The apps, where the definition has them ({@link Apps#define}). */
    public Apps apps() {
        return new Apps(apps);
    }

    /** The settings of Kafka's clients, where the definition has them ({@link KafkaSettings#define}). */
    public KafkaSettings kafka() {
        return new KafkaSettings(string(KafkaSettings.BOOTSTRAP_SERVERS), kafka);
    }

    /** The effective configuration for the start-up log: defaults included, secrets masked, placeholders as written. */
    public SortedMap<String, String> describe() {
        return new TreeMap<>(described);
    }

    @Override
    public String toString() {
        return "Settings" + described;
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " has no value: define it, or ask whether it has one");
        }
        return type.cast(value);
    }
}
