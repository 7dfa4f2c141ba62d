package io.tokenkeep.kit.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The settings of one definition below one prefix: typed, checked, and as they may be shown. */
record Section(ConfigDef definition, String prefix, Written written) {

    /** Unlike {@link ConfigDef#parse} goes on after the first problem. Settings without a value are left out. */
    Map<String, Object> read(Problems problems) {
        Map<String, Object> values = new HashMap<>();
        for (ConfigKey key : definition.configKeys().values()) {
            if (!problems.has(prefix + key.name)) {
                Object value = read(key, problems);
                if (value != null) {
                    values.put(key.name, value);
                }
            }
        }
        return Map.copyOf(values);
    }

    SortedMap<String, String> describe(Map<String, Object> values) {
        SortedMap<String, String> shown = new TreeMap<>();
        for (ConfigKey key : definition.configKeys().values()) {
            String name = prefix + key.name;
            String value = written.fromElsewhere(name) ? written.rawOr(name, "") : text(key, values.get(key.name));
            shown.put(name, Masking.shown(key.name, key.type, value));
        }
        return shown;
    }

    private @Nullable Object read(ConfigKey key, Problems problems) {
        String name = prefix + key.name;
        String text = written.resolved().get(name);
        if (text == null && !key.hasDefault()) {
            problems.add(name, "must be set. " + key.documentation);
            return null;
        }
        try {
            Object value = text == null ? key.defaultValue : ConfigDef.parseType(name, text, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(name, value);
            }
            return value;
        } catch (ConfigException e) {
            problems.add(name, complaint(key, name, e));
            return null;
        }
    }

    private String complaint(ConfigKey key, String name, ConfigException e) {
        if (key.type == ConfigDef.Type.PASSWORD || written.fromElsewhere(name)) {
            String wanted =
                    key.validator == null ? key.type.toString().toLowerCase(Locale.ROOT) : key.validator.toString();
            return "has a value (not shown) that does not fit: " + wanted;
        }
        String message = Objects.requireNonNullElse(e.getMessage(), "is not valid");
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    private static String text(ConfigKey key, @Nullable Object value) {
        if (value instanceof Password password) {
            return password.value();
        }
        return Objects.requireNonNullElse(ConfigDef.convertToString(value, key.type), "");
    }
}
