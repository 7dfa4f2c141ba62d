package io.tokenkeep.console.deletion;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvTable;
import io.tokenkeep.console.csv.IdText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a list of ids, one in a line, with or without a first line that names the column, as text editors and spreadsheets write it. A
 * line without an id fails alone; a list that was rounded as a whole is refused. Pure.
 */
final class IdList {

    private static final Set<String> NAMES = Set.of("id", "user_id");
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
                        record.getFields().stream().map(IdText::read).toList();
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
        if (IdText.areRounded(
                lines.stream().filter(IdLine::isId).map(IdLine::id).toList())) {
            throw refused("All long ids end in zeros: a spreadsheet rounded them. Send the list as it was downloaded.");
        }
        return lines;
    }

    private static IdLine line(long number, String id) {
        if (IdText.isId(id)) {
            return new IdLine(number, id, "");
        }
        String shown = id.length() > LONGEST_SHOWN ? id.substring(0, LONGEST_SHOWN) : id;
        return new IdLine(
                number,
                shown,
                IdText.isRounded(id)
                        ? "id: a spreadsheet rounded it. Send the list as it was downloaded."
                        : "id: is no id of a person: 1 to 32 digits.");
    }

    private static int column(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (NAMES.contains(cells.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private static char separator(String list) {
        String first = list.lines().findFirst().orElse("");
        return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
