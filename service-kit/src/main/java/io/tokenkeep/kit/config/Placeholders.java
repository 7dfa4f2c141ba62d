package io.tokenkeep.kit.config;

import java.util.Map;
import java.util.regex.Matcher;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Replaces {@code ${file:path:key}}, {@code ${dir:path:file}} and {@code ${env:NAME}} by the value that
 * Kafka's own ConfigProviders find. A value that is not found is a problem; Kafka would keep the placeholder as the value.
 */
final class Placeholders {
    private final ConfigTransformer transformer;

    Placeholders(Map<String, String> environment) {
        Map<String, ConfigProvider> providers = Map.of(
                "file", new FileConfigProvider(),
                "dir", new DirectoryConfigProvider(),
                "env", new EnvVarConfigProvider(environment));
        // Without an allowed path or a pattern a provider reads what the process may read.
        providers.values().forEach(provider -> provider.configure(Map.of()));
        transformer = new ConfigTransformer(providers);
    }

    static boolean in(String raw) {
        return ConfigTransformer.DEFAULT_PATTERN.matcher(raw).find();
    }

    String resolve(String name, String raw, Problems problems) {
        if (!in(raw)) {
            return raw;
        }
        String resolved;
        try {
            resolved = transformer.transform(Map.of(name, raw)).data().getOrDefault(name, raw);
        } catch (ConfigException e) {
            problems.add(name, String.valueOf(e.getMessage()));
            return "";
        } catch (IllegalArgumentException e) {
            problems.add(name, "what " + raw + " leads to is not a properties file");
            return "";
        }
        Matcher placeholders = ConfigTransformer.DEFAULT_PATTERN.matcher(raw);
        while (placeholders.find()) {
            if (resolved.contains(placeholders.group())) {
                problems.add(name, "nothing is found at " + placeholders.group() + " (use file, dir or env)");
                return "";
            }
        }
        // A secret in a file of its own usually ends with a line break that is not part of it.
        return resolved.strip();
    }
}
