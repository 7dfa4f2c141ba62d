package io.tokenkeep.console.imports;

import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvFields;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvTable;
import io.tokenkeep.console.csv.IdText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of tokens: CSV as {@link CsvTable} does, or a JSON object in each line. A row that cannot be used fails alone. What is
 * said about a row quotes no cell of it, because a token may stand in the wrong column. Blocks for large tables. Thread-safe.
 */
final class TokenTable {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final Set<String> COLUMNS = Set.of("token", "account", "client");

    private final Predicate<String> isClient;

    /** {@code isClient}: whether there is a client of this id. */
    TokenTable(Predicate<String> isClient) {
        this.isClient = isClient;
    }

    /** The cells of a row, or why they cannot be read. */
    private record Cells(long line, ImportRefusal refusal, Map<String, String> texts) {

        private static Cells refused(long line, ImportRefusal refusal) {
            return new Cells(line, refusal, Map.of());
        }

        private Optional<String> find(String column) {
            return Optional.ofNullable(texts.get(column)).filter(text -> !text.isEmpty());
        }

        @Override
        public String toString() {
            return "Cells[" + line + ", " + refusal + "]";
        }
    }

    List<TokenRow> readCsv(String csv) {
        return rows(new CsvTable<>("token", COLUMNS, TokenTable::texts)
                .read(csv).stream().map(TokenTable::cells).toList());
    }

    private static Cells cells(CsvRow<Map<String, String>> row) {
        return row.value()
                .map(texts -> new Cells(row.line(), ImportRefusal.NONE, texts))
                .orElseGet(() -> Cells.refused(row.line(), ImportRefusal.BAD_ROW));
    }

    private static Map<String, String> texts(CsvFields fields) {
        return Map.of(
                "token", fields.find("token").orElse(""),
                "account", IdText.read(fields.find("account").orElse("")),
                "client", fields.find("client").orElse(""));
    }

    List<TokenRow> readJsonLines(String text) {
        List<Cells> rows = new ArrayList<>();
        long number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (rows.size() == CsvTable.MOST) {
                throw refused("The table has more than " + CsvTable.MOST + " rows. Send it in parts.");
            }
            rows.add(jsonCells(number, line));
        }
        if (rows.isEmpty()) {
            throw refused("The table needs a line with a JSON object.");
        }
        return rows(rows);
    }

    private static Cells jsonCells(long number, String line) {
        String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
        JsonObject json;
        int names;
        try {
            json = new JsonObject(text);
            names = countNames(text);
        } catch (DecodeException | ClassCastException e) {
            return Cells.refused(number, ImportRefusal.BAD_ROW);
        }
        // Of a name that stands twice only the last value would be taken, and the other token lost.
        if (json.getMap() == null || names != json.size() || !COLUMNS.containsAll(json.fieldNames())) {
            return Cells.refused(number, ImportRefusal.BAD_ROW);
        }
        // Many programs round numbers above 2^53, and nobody sees it of such a number.
        if (json.getValue("account") instanceof Number) {
            return Cells.refused(number, ImportRefusal.ROUNDED_ACCOUNT);
        }
        boolean texts = json.getMap().values().stream().allMatch(value -> value == null || value instanceof String);
        return texts
                ? new Cells(
                        number,
                        ImportRefusal.NONE,
                        Map.of(
                                "token", text(json, "token"),
                                "account", IdText.read(text(json, "account")),
                                "client", text(json, "client")))
                : Cells.refused(number, ImportRefusal.BAD_ROW);
    }

    private static int countNames(String json) {
        AtomicInteger names = new AtomicInteger();
        JsonParser parser = JsonParser.newParser().handler(event -> {
            if (event.fieldName() != null) {
                names.incrementAndGet();
            }
        });
        parser.handle(Buffer.buffer(json));
        parser.end();
        return names.get();
    }

    private static String text(JsonObject json, String name) {
        return Objects.requireNonNullElse(json.getString(name), "").strip();
    }

    private List<TokenRow> rows(List<Cells> all) {
        List<TokenRow> rows = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        for (Cells cells : all) {
            int number = rows.size() + 1;
            ImportRefusal refusal = refusal(cells, tokens);
            rows.add(
                    refusal == ImportRefusal.NONE
                            ? new TokenRow(number, cells.line(), refusal, token(cells), account(cells), client(cells))
                            : TokenRow.refused(number, cells.line(), refusal));
        }
        refuseIfRounded(rows);
        return rows;
    }

    private static void refuseIfRounded(List<TokenRow> rows) {
        List<String> accounts = rows.stream()
                .flatMap(row -> Optional.ofNullable(row.account()).stream())
                .toList();
        if (IdText.areRounded(accounts)) {
            throw refused(
                    "account: all long ids end in zeros, so a spreadsheet rounded them. Send the table as it was exported.");
        }
    }

    /** {@code tokens}: of the rows before that are taken. */
    private ImportRefusal refusal(Cells cells, Set<String> tokens) {
        if (cells.refusal() != ImportRefusal.NONE) {
            return cells.refusal();
        }
        String token = token(cells);
        String account = account(cells);
        String client = client(cells);
        if (token.isEmpty()) {
            return ImportRefusal.NO_TOKEN;
        }
        if (!TOKEN.matcher(token).matches()) {
            return ImportRefusal.BAD_TOKEN;
        }
        if (account != null && !IdText.isId(account)) {
            return IdText.isRounded(account) ? ImportRefusal.ROUNDED_ACCOUNT : ImportRefusal.BAD_ACCOUNT;
        }
        if (client != null && !isClient.test(client)) {
            return ImportRefusal.UNKNOWN_CLIENT;
        }
        return tokens.add(token) ? ImportRefusal.NONE : ImportRefusal.TOKEN_TWICE;
    }

    private static String token(Cells cells) {
        return cells.find("token").orElse("");
    }

    private static @Nullable String account(Cells cells) {
        return cells.find("account").orElse(null);
    }

    private static @Nullable String client(Cells cells) {
        return cells.find("client").orElse(null);
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
