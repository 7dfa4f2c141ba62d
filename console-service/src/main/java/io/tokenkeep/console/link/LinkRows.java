package io.tokenkeep.console.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.caller.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads connect links from a table as spreadsheets write it (RFC 4180): with or without a byte order mark, with commas or semicolons,
 * with line breaks in quotes. The first line names the columns, in any order; {@code apps} is needed. A row that cannot be used
 * fails alone.
 */
final class LinkRows {

    static final int MOST = 10_000;

    private static final Set<String> COLUMNS = Set.of(
            "apps",
            "client",
            "expires_at",
            "single",
            "expected_app",
            "expected_kind",
            "expected_value",
            "return_url",
            "language",
            "note");
    private static final Set<ExpectedKind> KINDS =
            EnumSet.complementOf(EnumSet.of(ExpectedKind.UNKNOWN, ExpectedKind.ERASED));
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "es", "pt-BR", "ja");
    private static final int LONGEST_NOTE = 500;

    private final LinkRules rules;
    private final Caller caller;

    /**
     * One row: its draft, or why there is none.
     *
     * @param line the number of the row's first line in the file, from 1
     */
    record Row(long line, Optional<LinkDraft> draft, String problem) {}

    LinkRows(LinkRules rules, Caller caller) {
        this.rules = rules;
        this.caller = caller;
    }

    /** Fails with a problem if the whole table cannot be used. */
    List<Row> read(String csv) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> records =
                CsvReader.builder().fieldSeparator(separator(csv)).ofNamedCsvRecord(withoutBom(csv))) {
            for (NamedCsvRecord record : records) {
                if (rows.isEmpty()) {
                    checkColumns(record.getHeader());
                }
                if (rows.size() == MOST) {
                    throw Problem.invalid("The table has more than " + MOST + " rows. Send it in parts.")
                            .exception();
                }
                rows.add(row(record));
            }
        } catch (CsvParseException | java.io.IOException e) {
            throw Problem.invalid("The table cannot be read after row " + rows.size() + ".")
                    .exception();
        }
        if (rows.isEmpty()) {
            throw Problem.invalid("The table needs a line with the names of its columns, and a row.")
                    .exception();
        }
        return rows;
    }

    private static String withoutBom(String csv) {
        return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    }

    /** Spreadsheets of many languages write semicolons, because a comma is in their numbers. */
    private static char separator(String csv) {
        String first = csv.lines().findFirst().orElse("");
        return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
    }

    private static void checkColumns(List<String> header) {
        Set<String> unknown = new HashSet<>(header);
        unknown.removeAll(COLUMNS);
        if (!header.contains("apps") || !unknown.isEmpty()) {
            throw Problem.invalid("The first line names the columns: apps, and any of "
                            + COLUMNS.stream().sorted().toList() + ".")
                    .exception();
        }
    }

    private Row row(NamedCsvRecord record) {
        try {
            LinkDraft draft = draft(record);
            rules.check(draft, caller);
            return new Row(record.getStartingLineNumber(), Optional.of(draft), "");
        } catch (Problem.Refused e) {
            return new Row(
                    record.getStartingLineNumber(),
                    Optional.empty(),
                    e.problem().detail());
        }
    }

    private LinkDraft draft(NamedCsvRecord record) {
        List<String> apps = Arrays.stream(field(record, "apps").orElse("").split("[ |]+", -1))
                .filter(app -> !app.isEmpty())
                .toList();
        if (apps.isEmpty()) {
            throw LinkRules.refused("apps: name at least one, with spaces between them.");
        }
        return new LinkDraft(
                apps,
                orNull(record, "client"),
                rules.end(orNull(record, "expires_at")),
                single(field(record, "single").orElse("true")),
                expected(record, apps),
                orNull(record, "return_url"),
                language(orNull(record, "language")),
                note(orNull(record, "note")));
    }

    private static boolean single(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw LinkRules.refused("single: write true or false.");
        };
    }

    private static List<ExpectedAccount> expected(NamedCsvRecord record, List<String> apps) {
        Optional<String> value = field(record, "expected_value");
        if (value.isEmpty()) {
            return List.of();
        }
        String kind = field(record, "expected_kind").orElse("").toUpperCase(Locale.ROOT);
        ExpectedKind known = Arrays.stream(ExpectedKind.values())
                .filter(one -> KINDS.contains(one) && one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> LinkRules.refused("expected_kind: write ACCOUNT, HANDLE or PAGE."));
        return List.of(new ExpectedAccount(field(record, "expected_app").orElse(apps.get(0)), known, value.get()));
    }

    private static @Nullable String language(@Nullable String language) {
        if (language != null && !LANGUAGES.contains(language)) {
            throw LinkRules.refused(
                    "language: is none of " + LANGUAGES.stream().sorted().toList() + ".");
        }
        return language;
    }

    private static @Nullable String note(@Nullable String note) {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw LinkRules.refused("note: has more than " + LONGEST_NOTE + " characters.");
        }
        return note;
    }

    private static @Nullable String orNull(NamedCsvRecord record, String column) {
        return field(record, column).orElse(null);
    }

    private static Optional<String> field(NamedCsvRecord record, String column) {
        return record.getHeader().contains(column)
                ? record.findField(column).map(String::strip).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
