package io.tokenkeep.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param value the cell of an item; empty for none
 */
public record Column(String header, Function<JsonNode, String> value) {

    /** The member of this name; a list with spaces between. */
    public static Column of(String header, String member) {
        return new Column(header, item -> text(item.path(member)));
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
