package io.tokenkeep.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a command prints. "…" alone in a line stands for any number of lines, inside a line for any text. The first {@code <name>} stands for
 * a value without spaces, which each later one has to equal. Two or more spaces stand for two or more: columns are as wide as what varies in them.
 */
record ExpectedOutput(List<String> lines) {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][a-z0-9-]*)>");
    private static final Pattern PART = Pattern.compile("…|<([a-z][a-z0-9-]*)>| {2,}");

    /** Whether the output is as expected; then the values that it names are added. */
    boolean matches(String output, Map<String, String> values) {
        List<String> named = new ArrayList<>();
        Matcher matcher = pattern(values, named).matcher(output);
        return matcher.matches() && taken(matcher, named, values);
    }

    /** The same for a program that goes on printing. */
    boolean begins(String output, Map<String, String> values) {
        List<String> named = new ArrayList<>();
        Matcher matcher = pattern(values, named).matcher(output);
        return matcher.lookingAt() && taken(matcher, named, values);
    }

    /** The text with the values of placeholders in it; one without a value stays. */
    static String filled(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    private static boolean taken(Matcher matcher, List<String> named, Map<String, String> values) {
        for (int at = 0; at < named.size(); at++) {
            values.put(named.get(at), matcher.group(at + 1));
        }
        return true;
    }

    private Pattern pattern(Map<String, String> values, List<String> named) {
        StringBuilder pattern = new StringBuilder();
        for (String line : lines) {
            pattern.append(line.equals("…") ? "(?:.*\\n)*?" : line(line, values, named) + " *\\r?\\n");
        }
        return Pattern.compile(pattern.toString());
    }

    private static String line(String line, Map<String, String> values, List<String> named) {
        StringBuilder pattern = new StringBuilder();
        Matcher part = PART.matcher(line);
        int end = 0;
        for (; part.find(); end = part.end()) {
            pattern.append(Pattern.quote(line.substring(end, part.start())))
                    .append(part(part.group(), part.group(1), values, named));
        }
        return pattern.append(Pattern.quote(line.substring(end))).toString();
    }

    private static String part(String text, @Nullable String name, Map<String, String> values, List<String> named) {
        if (name == null) {
            return text.equals("…") ? ".*" : " {2,}";
        }
        String value = values.get(name);
        if (value != null) {
            return Pattern.quote(value);
        }
        if (named.contains(name)) {
            return "\\" + (named.indexOf(name) + 1);
        }
        named.add(name);
        return "([^\\s,]+)";
    }
}
