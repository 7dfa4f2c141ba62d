package io.tokenkeep.kit.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The source of settings: a properties file (UTF-8) and variables of the environment, which win.
 * {@code TOKENKEEP_} is dropped, then {@code _} stands for a dot, {@code __} for a hyphen and {@code ___} for an
 * underscore: {@code TOKENKEEP_APPS_THREADS__MAIN_CLIENT_ID} is {@code apps.threads-main.client.id}.
 */
public final class SettingsSource {
    private static final String PREFIX = "TOKENKEEP_";
    /** Read by the logging configuration, before there are settings. */
    private static final String LOGGING = PREFIX + "LOG_";

    private static final Pattern UNDERSCORES = Pattern.compile("_+");

    private final Map<String, String> values;
    private final Map<String, String> environment;

    private SettingsSource(Map<String, String> values, Map<String, String> environment) {
        this.values = Map.copyOf(values);
        this.environment = Map.copyOf(environment);
    }

    public static SettingsSource load(@Nullable Path propertiesFile, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        if (propertiesFile != null) {
            values.putAll(read(propertiesFile));
        }
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !variable.startsWith(LOGGING)) {
                values.put(settingName(variable), value);
            }
        });
        return new SettingsSource(values, environment);
    }

    /** For a service that is started by code; reads no file and no environment. */
    public static SettingsSource of(Map<String, String> values) {
        return new SettingsSource(values, Map.of());
    }

    public Settings settings(ConfigDef definition) {
        return SettingsReader.read(definition, values, environment);
    }

    static String settingName(String variable) {
        String rest = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        return UNDERSCORES.matcher(rest).replaceAll(run -> Matcher.quoteReplacement(meaning(variable, run.group())));
    }

    private static String meaning(String variable, String underscores) {
        return switch (underscores.length()) {
            case 1 -> ".";
            case 2 -> "-";
            case 3 -> "_";
            default ->
                throw new ConfigException(variable
                        + ": write at most three underscores in a row (_ is a dot, __ a hyphen, ___ an underscore)");
        };
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // The cause is left out: its message may quote a line of the file.
            throw new ConfigException("cannot read the settings file " + file + " ("
                    + e.getClass().getSimpleName() + "): name a readable properties file in UTF-8");
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
