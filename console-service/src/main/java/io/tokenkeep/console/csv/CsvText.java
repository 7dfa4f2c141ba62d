package io.tokenkeep.console.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Writes rows. Texts of people go through {@link Cells#text} first. */
public final class CsvText {

    private CsvText() {}

    /** One line for each of these. */
    public static <T> Buffer of(List<T> rows, Function<T, List<String>> cells) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(row -> csv.writeRecord(cells.apply(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(text.toString());
    }
}
