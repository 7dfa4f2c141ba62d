package io.tokenkeep.kit.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The names of apps, and the form of the words in their settings. */
final class AppNames {
    static final String APPS = "apps";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern WORD = Pattern.compile("[^\\s,]+");

    private AppNames() {}

    /** The prefix of the settings of one app. */
    static String prefix(String app) {
        return APPS + "." + app + ".";
    }

    /** The apps that the setting names; empty if the setting is wrong. */
    static List<String> in(Map<String, Object> values) {
        return values.get(APPS) instanceof List<?> names
                ? names.stream().map(Object::toString).toList()
                : List.of();
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Scopes go out with commas or spaces between them, ids go into an address. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /** A validator for one word or a list of words; accepts a setting without a value. */
    static ConfigDef.Validator withoutSpaces(String wanted) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
                    require(items.stream().allMatch(item -> isWord(item.toString())), name, "write " + wanted);
                },
                () -> wanted);
    }

    static void require(boolean condition, String setting, String whatToDo) {
        if (!condition) {
            throw new ConfigException(setting + ": " + whatToDo);
        }
    }
}
