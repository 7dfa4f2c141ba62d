package io.tokenkeep.console.csv;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The cells of one row, without the space around them. An empty cell is as none. */
public final class CsvFields {

    private final NamedCsvRecord record;

    CsvFields(NamedCsvRecord record) {
        this.record = record;
    }

    /** Whether the table has this column. */
    public boolean has(String column) {
        return record.getHeader().contains(column);
    }

    public Optional<String> find(String column) {
        return has(column)
                ? record.findField(column).map(String::strip).map(Cells::read).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Puts a cell that is not empty under this name. */
    public void put(String column, JsonObject json, String name) {
        find(column).ifPresent(text -> json.put(name, text));
    }
}
