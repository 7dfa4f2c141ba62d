package io.tokenkeep.console.deletion;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvText;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one line of a list.
 *
 * @param deletion none for a line that could not be followed
 * @param problem empty if there is a deletion
 */
record ReportLine(String app, IdLine line, Optional<DataDeletion> deletion, String problem) {

    private static final List<String> COLUMNS =
            List.of("line", "app", "id", "state", "confirmation_code", "requested_at", "ended_at", "problem");

    /** The report, under the names of its columns. */
    static Buffer table(List<ReportLine> lines) {
        return CsvText.of(List.of(COLUMNS), names -> names).appendBuffer(CsvText.of(lines, ReportLine::cells));
    }

    private List<String> cells() {
        return List.of(
                Long.toString(line.line()),
                app,
                Cells.text(line.id()),
                deletion.map(known -> known.getState().name()).orElse(""),
                deletion.map(DataDeletion::getConfirmationCode).orElse(""),
                deletion.map(known -> known.getRequestedAt().toString()).orElse(""),
                deletion.map(DataDeletion::getEndedAt).map(Instant::toString).orElse(""),
                Cells.text(problem));
    }
}
