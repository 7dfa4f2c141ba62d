package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Numbers by name, in one line; zeros are left out. */
final class Counts {

    private Counts() {}

    /** Empty where there is none but zeros. */
    static String text(JsonNode counts) {
        List<String> parts = new ArrayList<>();
        counts.properties().stream()
                .filter(count -> count.getValue().asLong() != 0)
                .forEach(count ->
                        parts.add(count.getKey() + " " + count.getValue().asLong()));
        return String.join(", ", parts);
    }
}
