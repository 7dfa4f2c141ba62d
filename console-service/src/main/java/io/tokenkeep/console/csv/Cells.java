package io.tokenkeep.console.csv;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of people in cells. A spreadsheet takes a cell that begins with one of {@code = + - @}, a tab or a carriage return for a formula,
 * which may call programs or send data away. Such a text gets an apostrophe before it, which is taken away when a table is read.
 */
public final class Cells {

    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    /** As {@link #id} writes it. */
    private static final Pattern QUOTED_NUMBER = Pattern.compile("'+[0-9].*", Pattern.DOTALL);

    /** A number, time or date for a spreadsheet. */
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,:/eE+\\- ]*");

    /** A number that every spreadsheet shows as it is: without leading zeros, and of at most 11 digits. */
    private static final Pattern SAFE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,10}");

    private Cells() {}

    /**
     * An id or a name for a cell. One that a spreadsheet would take for a number, a time or a date and show in another form (a long
     * one is rounded, a leading zero is lost) gets an apostrophe before it, as a formula does.
     */
    public static String id(@Nullable String text) {
        return text != null
                        && NUMBER.matcher(text).matches()
                        && !SAFE_NUMBER.matcher(text).matches()
                ? "'" + text
                : text(text);
    }

    /** The text for a cell; empty for null. */
    public static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return isQuoted(text) || FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text of a cell that {@link #text}, {@link #id} or a person wrote. */
    static String read(String cell) {
        return isQuoted(cell) ? cell.substring(1) : cell;
    }

    private static boolean isQuoted(String cell) {
        return cell.startsWith("'")
                && (FORMULA.matcher(cell).matches()
                        || QUOTED_NUMBER.matcher(cell).matches());
    }
}
