package io.tokenkeep.kit.config;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Renders a definition as a Markdown table, so that the documentation cannot differ from what is checked. */
public final class SettingsReference {
    private static final String HEAD = """
            | setting | type | default | valid | importance | what it is |
            | --- | --- | --- | --- | --- | --- |
            """;

    private SettingsReference() {}

    public static String markdown(String title, ConfigDef definition) {
        StringBuilder page =
                new StringBuilder("## ").append(title).append("\n\n").append(HEAD);
        definition.configKeys().values().forEach(key -> page.append(row(key)));
        return page.toString();
    }

    private static String row(ConfigKey key) {
        return "| " + code(key.name) + " | " + lower(key.type) + " | " + defaultOf(key) + " | " + valid(key) + " | "
                + lower(key.importance) + " | " + cell(key.documentation) + " |\n";
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "**required**";
        }
        if (key.defaultValue == null) {
            return "";
        }
        String text = key.type == ConfigDef.Type.PASSWORD ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "" : code(text);
    }

    private static String valid(ConfigKey key) {
        return key.validator == null ? "" : cell(key.validator.toString());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String code(String text) {
        return "`" + oneLine(text) + "`";
    }

    /** A sharp bracket outside of code would be taken for HTML. */
    private static String cell(String text) {
        return oneLine(text).replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String oneLine(String text) {
        return Objects.requireNonNullElse(text, "")
                .replace("|", "\\|")
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }
}
