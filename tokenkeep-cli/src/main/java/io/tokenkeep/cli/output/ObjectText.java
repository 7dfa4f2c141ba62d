package io.tokenkeep.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One object of the API in lines: {@code name: value}, with what is inside it indented. Nothing is cut, and empty lists are left out. */
public final class ObjectText {

    private static final String STEP = "  ";

    private ObjectText() {}

    public static List<String> lines(JsonNode object) {
        List<String> lines = new ArrayList<>();
        addMembers(object, "", lines);
        return lines;
    }

    private static void addMembers(JsonNode object, String indent, List<String> lines) {
        object.properties().forEach(member -> add(member.getKey(), member.getValue(), indent, lines));
    }

    private static void add(String name, JsonNode value, String indent, List<String> lines) {
        String start = indent + PlainText.line(name) + ":";
        if (value.isArray() && value.isEmpty()) {
            return;
        }
        if (value.isObject()) {
            lines.add(start);
            addMembers(value, indent + STEP, lines);
        } else if (value.isArray() && !isFlat(value)) {
            lines.add(start);
            value.forEach(item -> addItem(item, indent + STEP, lines));
        } else {
            lines.add((start + " " + text(value)).stripTrailing());
        }
    }

    private static void addItem(JsonNode item, String indent, List<String> lines) {
        List<String> inner = new ArrayList<>();
        if (item.isObject()) {
            addMembers(item, "", inner);
        } else {
            inner.add(text(item));
        }
        for (int at = 0; at < inner.size(); at++) {
            lines.add(indent + (at == 0 ? "- " : STEP) + inner.get(at));
        }
    }

    private static boolean isFlat(JsonNode array) {
        for (JsonNode item : array) {
            if (!item.isValueNode()) {
                return false;
            }
        }
        return true;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return String.join(", ", parts);
        }
        return PlainText.line(value.asText());
    }
}
