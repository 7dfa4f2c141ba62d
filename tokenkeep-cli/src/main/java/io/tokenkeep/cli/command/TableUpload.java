package io.tokenkeep.cli.command;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.output.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sends a table, brings the table of the answer, and counts the rows that have a problem. */
final class TableUpload {

    private final Session session;

    TableUpload(Session session) {
        this.session = session;
    }

    /** The exit code: {@link ExitCode#NO} if a row failed. */
    int run(ApiCall call, Path file, @Nullable Path to) {
        ApiCall whole = call.body(ApiCall.CSV, InputFile.read(session, file));
        String table = session.api().send(whole).text();
        if (to == null) {
            session.terminal().printPart(PlainText.lines(table));
            session.terminal().flush();
        } else {
            write(table, to);
        }
        long failed = failed(table);
        if (failed > 0) {
            session.terminal().say(failed + " rows failed; the column problem says why.");
        }
        return failed > 0 ? ExitCode.NO : ExitCode.OK;
    }

    private static void write(String table, Path to) {
        try {
            Files.writeString(to, table);
        } catch (IOException e) {
            // What was asked for is done, so the answer must not be lost.
            throw new CommandFailure(ExitCode.NO, "It is done, but the answer cannot be written to " + to + ".");
        }
    }

    private static long failed(String table) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(table)) {
            return rows.stream()
                    .filter(row -> row.findField("problem")
                            .filter(text -> !text.isEmpty())
                            .isPresent())
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
