package io.tokenkeep.console.csv;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Ids of accounts in tables. Spreadsheets take them for numbers, which have no more than 15 digits there, and lose the rest. Pure. */
public final class IdText {

    private static final Pattern ID = Pattern.compile("[0-9]{1,32}");

    /** As a spreadsheet shows a number that is too long for it: {@code 1,78414E+16}. */
    private static final Pattern ROUNDED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+|[0-9]+[.,][0-9]+");

    /** Spreadsheets keep 15 digits of a number, and write zeros for the others. */
    private static final Pattern ENDS_IN_ZEROS = Pattern.compile("[0-9]{15}0+");

    /** A long id may end in zeros by chance, but not all of several. */
    private static final int FEWEST_ROUNDED = 3;

    private static final int KEPT_DIGITS = 15;

    private IdText() {}

    /** Without the space around it, and without the apostrophe that keeps a spreadsheet from taking the text for a number. */
    public static String read(String cell) {
        String text = cell.strip();
        return text.startsWith("'") ? text.substring(1) : text;
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether this is a number as a spreadsheet shows it, so that the id is lost. */
    public static boolean isRounded(String text) {
        return ROUNDED.matcher(text).matches();
    }

    /** Whether all ids that are longer than a spreadsheet keeps end in zeros: the last digits are lost, and would name other people. */
    public static boolean areRounded(Collection<String> ids) {
        List<String> large =
                ids.stream().filter(id -> id.length() > KEPT_DIGITS).distinct().toList();
        return large.size() >= FEWEST_ROUNDED
                && large.stream().allMatch(id -> ENDS_IN_ZEROS.matcher(id).matches());
    }
}
