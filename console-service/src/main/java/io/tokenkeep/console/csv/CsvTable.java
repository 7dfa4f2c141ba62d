package io.tokenkeep.console.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tokenkeep.console.api.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a table as spreadsheets write it: with or without a byte order mark, with commas or semicolons, with line breaks in quotes.
 * The first line names the columns, in any order. A row that cannot be used fails alone. Blocks for large tables.
 *
 * @param needed the column that each table has
 * @param known all columns that a table may have
 * @param form what a row says; its {@link Problem.Refused} becomes the row's problem
 */
public record CsvTable<T>(String needed, Set<String> known, Function<CsvFields, T> form) {

    /** The largest number of rows. */
    public static final int MOST = 10_000;

    public CsvTable {
        known = Set.copyOf(known);
    }

    /** Fails with a problem if the whole table cannot be used. */
    public List<CsvRow<T>> read(String csv) {
        List<CsvRow<T>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> records =
                CsvReader.builder().fieldSeparator(separator(csv)).ofNamedCsvRecord(withoutBom(csv))) {
            for (NamedCsvRecord record : records) {
                if (rows.isEmpty()) {
                    checkColumns(record.getHeader());
                }
                if (rows.size() == MOST) {
                    throw refused("The table has more than " + MOST + " rows. Send it in parts.");
                }
                rows.add(row(record));
            }
        } catch (CsvParseException | IOException e) {
            throw refused("The table cannot be read after row " + rows.size() + ".");
        }
        if (rows.isEmpty()) {
            throw refused("The table needs a line with the names of its columns, and a row.");
        }
        return rows;
    }

    private CsvRow<T> row(NamedCsvRecord record) {
        long line = record.getStartingLineNumber();
        try {
            return new CsvRow<>(line, Optional.of(form.apply(new CsvFields(record))), "");
        } catch (Problem.Refused e) {
            return CsvRow.failed(line, e.problem().detail());
        }
    }

    private static String withoutBom(String csv) {
        return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    }

    /** Spreadsheets of many languages write semicolons, because a comma is in their numbers. */
    private static char separator(String csv) {
        String first = csv.lines().findFirst().orElse("");
        return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
    }

    private void checkColumns(List<String> header) {
        Set<String> unknown = new HashSet<>(header);
        unknown.removeAll(known);
        if (!header.contains(needed) || !unknown.isEmpty()) {
            throw refused("The first line names the columns: " + needed + ", and any of "
                    + known.stream().sorted().toList() + ".");
        }
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
