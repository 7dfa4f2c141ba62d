package io.tokenkeep.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a table.
 *
 * @param value the cell of an item; empty for none
 */
public record Column(String header, Function<JsonNode, String> value) {

    /** The times at which something ends; a table has the day, in UTC. */
    private static final Set<String> DAYS = Set.of("endsAt", "expiresAt");

    /** The class of what did not fail. */
    private static final String NO_FAILURE = "NONE";

    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(T\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z");

    /** The member of this name; a list with spaces between, a time to the second. */
    public static Column of(String header, String member) {
        return new Column(header, item -> cell(member, text(item.path(member))));
    }

    private static String cell(String member, String text) {
        if (member.equals("failureClass") && text.equals(NO_FAILURE)) {
            return "";
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return text;
        }
        return DAYS.contains(member) ? time.replaceFirst("$1") : time.replaceFirst("$1$2Z");
    }

    /** Columns by turns of header and member. */
    public static List<Column> list(String... headersAndMembers) {
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < headersAndMembers.length; at += 2) {
            columns.add(of(headersAndMembers[at], headersAndMembers[at + 1]));
        }
        return List.copyOf(columns);
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(part.isValueNode() ? part.asText() : part.toString()));
            return String.join(" ", parts);
        }
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.properties().forEach(part -> parts.add(part.getKey() + " " + text(part.getValue())));
            return String.join(", ", parts);
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }
}
