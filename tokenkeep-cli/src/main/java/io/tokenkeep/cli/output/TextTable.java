package io.tokenkeep.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays items out in columns that fit a width. The widest columns are cut first, with an ellipsis. The first column is what the next command
 * needs to know, so it is cut last.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<Column> columns;
    private final int width;

    /** @param width of the terminal in columns; 0 cuts nothing */
    public TextTable(List<Column> columns, int width) {
        this.columns = columns;
        this.width = width;
    }

    /** The lines of a table with a line of headers. */
    public List<String> lines(Iterable<JsonNode> items) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::header).toList());
        for (JsonNode item : items) {
            rows.add(columns.stream()
                    .map(column -> PlainText.line(column.value().apply(item)))
                    .toList());
        }
        int[] widths = widths(rows);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths(List<List<String>> rows) {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int at = 0; at < widths.length; at++) {
                widths[at] = Math.max(widths[at], DisplayWidth.of(row.get(at)));
            }
        }
        int surplus = width == 0 ? 0 : sum(widths) + GAP.length() * (widths.length - 1) - width;
        for (; surplus > 0; surplus--) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int one : widths) {
            sum += one;
        }
        return sum;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int at = 1; at < widths.length; at++) {
            if (widths[at] > NARROWEST && (widest == 0 || widths[at] > widths[widest])) {
                widest = at;
            }
        }
        return widest;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < widths.length; at++) {
            String cell = DisplayWidth.fit(row.get(at), widths[at]);
            line.append(cell);
            if (at < widths.length - 1) {
                line.append(" ".repeat(widths[at] - DisplayWidth.of(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }
}
