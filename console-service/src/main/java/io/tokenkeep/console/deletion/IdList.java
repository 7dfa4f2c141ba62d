package io.tokenkeep.console.deletion;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a list of ids, one in a line, with or without a first line that names the column, as text editors and spreadsheets write it. A
 * line without an id fails alone; a list that was rounded as a whole is refused. Pure.
 */
final class IdList {

    private static final Set<String> NAMES = Set.of("id", "user_id");
    private static final Pattern ID = Pattern.compile("[0-9]{1,32}");

    /** As a spreadsheet shows a number that is too long for it: {@code 1,78414E+16}. */
    private static final Pattern ROUNDED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+|[0-9]+[.,][0-9]+");

    /** Spreadsheets keep 15 digits of a number, and write zeros for the others. */
    private static final Pattern ENDS_IN_ZEROS = Pattern.compile("[0-9]{15}0+");

    /** A long id may end in zeros by chance, but not all of several. */
    private static final int FEWEST_ROUNDED = 3;

    private static final int KEPT_DIGITS = 15;
    private static final int LONGEST_SHOWN = 64;

    private IdList() {}

    /** The lines that are not blank. Fails with a problem if the whole list cannot be used. */
    static List<IdLine> read(String text) {
        List<IdLine> lines = new ArrayList<>();
        String list = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CsvReader<CsvRecord> records =
                CsvReader.builder().fieldSeparator(separator(list)).ofCsvRecord(list)) {
            int column = 0;
            boolean named = false;
            boolean first = true;
            for (CsvRecord record : records) {
                List<String> cells =
                        record.getFields().stream().map(IdList::cell).toList();
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                if (first) {
                    first = false;
                    int found = column(cells);
                    if (found >= 0) {
                        column = found;
                        named = true;
                        continue;
                    }
                }
                if (lines.size() == CsvTable.MOST) {
                    throw refused("The list has more than " + CsvTable.MOST + " ids. Send it in parts.");
                }
                if (!named && cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
                    throw refused(
                            "Line " + record.getStartingLineNumber()
                                    + " has several columns. Put a line before all others that names the column of the ids: id.");
                }
                lines.add(line(record.getStartingLineNumber(), column < cells.size() ? cells.get(column) : ""));
            }
        } catch (CsvParseException | IOException e) {
            throw refused("The list cannot be read after id " + lines.size() + ".");
        }
        if (lines.isEmpty()) {
            throw refused("The list has no id.");
        }
        refuseIfRounded(lines);
        return lines;
    }

    private static IdLine line(long number, String id) {
        if (ID.matcher(id).matches()) {
            return new IdLine(number, id, "");
        }
        String shown = id.length() > LONGEST_SHOWN ? id.substring(0, LONGEST_SHOWN) : id;
        return new IdLine(
                number,
                shown,
                ROUNDED.matcher(id).matches()
                        ? "id: a spreadsheet rounded it. Send the list as it was downloaded."
                        : "id: is no id of a person: 1 to 32 digits.");
    }

    /** All ids that are longer than a spreadsheet keeps end in zeros: the last digits are lost, and would name other people. */
    private static void refuseIfRounded(List<IdLine> lines) {
        List<String> large = lines.stream()
                .filter(IdLine::isId)
                .map(IdLine::id)
                .filter(id -> id.length() > KEPT_DIGITS)
                .distinct()
                .toList();
        if (large.size() >= FEWEST_ROUNDED
                && large.stream().allMatch(id -> ENDS_IN_ZEROS.matcher(id).matches())) {
            throw refused("All long ids end in zeros: a spreadsheet rounded them. Send the list as it was downloaded.");
        }
    }

    private static int column(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (NAMES.contains(cells.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** An apostrophe keeps a spreadsheet from taking the text for a number. */
    private static String cell(String cell) {
        String text = cell.strip();
        return text.startsWith("'") ? text.substring(1) : text;
    }

    private static char separator(String list) {
        String first = list.lines().findFirst().orElse("");
        return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
