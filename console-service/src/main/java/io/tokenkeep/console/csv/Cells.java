package io.tokenkeep.console.csv;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of people in cells. A spreadsheet takes a cell that begins with one of {@code = + - @}, a tab or a carriage return for a formula,
 * which may call programs or send data away. Such a text gets an apostrophe before it, which is taken away when a table is read.
 */
public final class Cells {

    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private Cells() {}

    /** The text for a cell; empty for null. */
    public static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text of a cell that {@link #text} or a person wrote. */
    static String read(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
