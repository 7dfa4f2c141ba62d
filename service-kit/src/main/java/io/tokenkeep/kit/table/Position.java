package io.tokenkeep.kit.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A record's place on a topic. A write returns the position of its record, and a read that names it answers from no earlier.
 * As text: {@code clients.3.17}.
 *
 * @param table the topic, by its name in the catalogue
 */
public record Position(String table, int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z-]{0,63})\\.(\\d{1,5})\\.(\\d{1,18})");

    /** Empty if the text is no position. */
    public static Optional<Position> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new Position(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    /** The latest of each partition, in the order of the partitions, for a write of many records of one table. */
    public static List<Position> latest(Stream<Position> positions) {
        Map<Integer, Position> latest = new TreeMap<>();
        positions.forEach(position -> latest.merge(
                position.partition(), position, (one, other) -> one.offset() < other.offset() ? other : one));
        return List.copyOf(latest.values());
    }

    @Override
    public String toString() {
        return table + "." + partition + "." + offset;
    }
}
